"""On what ground a formula stands: the article and the state of the law it was read in. The figures carry their own source."""

from instruments.amounts import Source

_READ = "(gelezen via een openbare kopie)"
PWET_10D = Source(f"Participatiewet artikel 10d {_READ}", "2026-07-01", "wettekst")
WML_8 = Source(f"Wet minimumloon artikel 8 {_READ}", "2026-07-01", "wettekst")
WTL = Source(f"Wet tegemoetkomingen loondomein hoofdstuk 2 {_READ}", "2026-01-01", "wettekst")
WTL_4_1 = Source(f"Wet tegemoetkomingen loondomein artikel 4.1 lid 3 {_READ}", "2026-01-01", "wettekst")
LIV = Source("Rekenvoorbeelden lage-inkomensvoordeel van de proef met uitvoerbare regels (MinBZK)", "2026", "secundair")
ZW_29B = Source("Ziektewet artikel 29b (wetten.legaltools.nl)", "2026", "wettekst")
DAILY_WAGE = Source(
    "Rekenvoorbeelden Financieel CV van de proef met uitvoerbare regels (MinBZK)", "2026-10-09", "secundair"
)
LOONDISPENSATIE = Source("Loondispensatie: rekenvoorbeeld (vsvgroningen)", "2010", "secundair")
JOB_COACH = Source("Jobcoaching via UWV (factorwerk.org)", "gelezen 2026-11-23", "secundair")
OWN = Source("Eigen berekening van deze app, geen wettelijke formule", "2026-11-23", "afgeleid")
