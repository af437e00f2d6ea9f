"""The series of amounts there are: what each is called in Dutch, its unit and variants, and whose it is. Pure: no Django."""

from collections.abc import Mapping
from dataclasses import dataclass, field

LKS = ("loonkostensubsidie", "forfaitaire-loonkostensubsidie")
LKV = {
    "ag": "lkv-arbeidsgehandicapte-werknemer",
    "ba": "lkv-doelgroep-banenafspraak",
    "hp": "lkv-herplaatsen-arbeidsgehandicapte",
    "ow": "lkv-oudere-werknemer",
    "sb": "lkv-scholingsbelemmerde",
}
LIV = ("lage-inkomensvoordeel",)
JOB_COACH = ("jobcoach-uwv", "interne-jobcoach-uwv")
FACILITIES = ("werkplekaanpassing", "meeneembare-voorziening", "intermediaire-voorziening", "vervoersvoorziening")

_YOUTH = {age: f"{age} jaar" for age in ("20", "19", "18", "17", "16", "15")}
_BBL = {f"bbl-{age}": f"{age} jaar, bbl" for age in ("20", "19", "18")}
_LKV = {
    "ag": "arbeidsgehandicapte werknemer",
    "ba": "doelgroep banenafspraak",
    "hp": "herplaatsen arbeidsgehandicapte werknemer",
    "ow-voor-2024": "oudere werknemer, begonnen voor 2024",
    "ow-2024": "oudere werknemer, begonnen in 2024",
    "ow-2025": "oudere werknemer, begonnen in 2025",
    "sb": "scholingsbelemmerde werknemer",
}


@dataclass(frozen=True)
class Series:
    """One series: its Dutch name, unit, variants (code -> Dutch; empty: none) and the instruments it belongs to.

    `is_over` says that the scheme was abolished, so that nobody has to look up what comes after its last figure.
    """

    name: str
    unit: str
    variants: Mapping[str, str] = field(default_factory=dict)
    instruments: tuple[str, ...] = ()
    is_over: bool = False

    def check_variant(self, variant: str) -> None:
        """Raise ValueError when this series has no such variant."""
        if variant not in (self.variants or ("",)):
            raise ValueError(f"{self.name!r} has no variant {variant!r}")

    def belongs_to(self, slug: str, variant: str) -> bool:
        """Tell whether an instrument has this series; of the LKV each instrument has its own variants."""
        return slug in self.instruments and (self.variants is not _LKV or LKV[variant[:2]] == slug)

    def describe(self, variant: str = "") -> str:
        """Return the Dutch name with its variant."""
        return f"{self.name} ({self.variants[variant]})" if variant in self.variants else self.name


SERIES = {
    "wml_uur": Series("minimumloon per uur, 21 jaar en ouder", "EUR/uur", {}, LKS),
    "wml_referentiemaandloon": Series("minimumloon per maand (referentiemaandloon)", "EUR/maand", {}, LKS),
    "wml_jeugd_uur": Series("minimumjeugdloon per uur", "EUR/uur", _YOUTH | _BBL, ("bbl",)),
    "wml_jeugd_pct": Series("percentage van het minimumloon", "%", _YOUTH | _BBL, ("bbl",)),
    "vakantiebijslag_pct": Series("vakantiebijslag, minimum", "%", {}, LKS),
    "lks_max_pct": Series("hoogste loonkostensubsidie, deel van minimumloon met vakantiebijslag", "%", {}, LKS),
    "lks_forfait_pct": Series("forfaitaire loonkostensubsidie, deel van minimumloon met vakantiebijslag", "%", {}, LKS),
    "lks_forfait_maanden": Series("hoogste duur van de forfaitaire loonkostensubsidie", "maanden", {}, LKS),
    "lks_uren_norm": Series("volle werkweek bij loonkostensubsidie", "uur/week", {}, LKS),
    "lks_werkgeverslasten_pct": Series("opslag voor werkgeverslasten bij loonkostensubsidie", "%", {}, LKS),
    "lks_besluit_weken": Series("tijd tussen loonwaarde en besluit", "weken", {}, LKS),
    "lks_aanvraag_na_start_maanden": Series(
        "aanvragen na de start, alleen de groepen van artikel 10d lid 2", "maanden", {}, LKS
    ),
    "lkv_uur": Series("loonkostenvoordeel per verloond uur", "EUR/uur", _LKV, tuple(LKV.values())),
    "lkv_max": Series("loonkostenvoordeel, hoogste bedrag per jaar", "EUR/jaar", _LKV, tuple(LKV.values())),
    "lkv_boete_max": Series("hoogste boete bij verkeerde gegevens over het LKV", "EUR", {}, tuple(LKV.values())),
    "liv_uur": Series("lage-inkomensvoordeel per verloond uur", "EUR/uur", {}, LIV, is_over=True),
    "liv_max": Series("lage-inkomensvoordeel, hoogste bedrag", "EUR/jaar", {}, LIV, is_over=True),
    "liv_uurloon_min": Series("laagste uurloon voor het LIV", "EUR/uur", {}, LIV, is_over=True),
    "liv_uurloon_max": Series("hoogste uurloon voor het LIV", "EUR/uur", {}, LIV, is_over=True),
    "liv_uren_min": Series("minste verloonde uren voor het LIV", "uur/jaar", {}, LIV, is_over=True),
    "jliv_uur": Series(
        "jeugd-LIV per verloond uur",
        "EUR/uur",
        {age: _YOUTH[age] for age in ("20", "19", "18")},
        LIV,
        is_over=True,
    ),
    "jliv_max": Series(
        "jeugd-LIV, hoogste bedrag",
        "EUR/jaar",
        {age: _YOUTH[age] for age in ("20", "19", "18")},
        LIV,
        is_over=True,
    ),
    "norisk_pct_dagloon": Series(
        "ziekengeld bij de no-riskpolis, deel van het dagloon",
        "%",
        {"gewoon": "gewoon", "eerste-jaar": "eerste 52 weken, op verzoek, hoogstens"},
        ("no-riskpolis",),
    ),
    "norisk_dagloondeler": Series("dagen in een jaar voor het dagloon", "dagen", {}, ("no-riskpolis",)),
    "norisk_jaren": Series("no-riskpolis bij WIA en scholingsbelemmering", "jaar", {}, ("no-riskpolis",)),
    "norisk_meldtermijn_weken": Series("ziek melden bij UWV, uiterlijk na", "weken", {}, ("no-riskpolis",)),
    "norisk_boete_max": Series("hoogste boete bij te laat melden", "EUR", {}, ("no-riskpolis",)),
    "ldp_vermindering_min_pct": Series(
        "minste achterstand in prestatie bij loondispensatie", "%", {}, ("loondispensatie-wajong",)
    ),
    "ldp_contract_maanden": Series("kortste contract bij loondispensatie", "maanden", {}, ("loondispensatie-wajong",)),
    "ldp_jaren_max": Series("langste duur van een loondispensatie", "jaar", {}, ("loondispensatie-wajong",)),
    "ijc_pct_uren": Series(
        "begeleiding door een interne jobcoach, deel van de werkuren",
        "%",
        {"1": "eerste jaar", "2": "tweede jaar", "3": "derde jaar"},
        ("interne-jobcoach-uwv",),
    ),
    "ijc_uren_min": Series("minste uren per week voor een jobcoach van UWV", "uur/week", {}, JOB_COACH),
    "ijc_contract_maanden": Series("kortste contract voor een jobcoach van UWV", "maanden", {}, JOB_COACH),
    "ijc_loon_min_pct": Series("laagste loon voor een jobcoach van UWV, deel van het minimumloon", "%", {}, JOB_COACH),
    "ijc_terugwerkend_weken": Series(
        "subsidie interne jobcoach, hoogste terugwerking", "weken", {}, ("interne-jobcoach-uwv",)
    ),
    "ijc_jaren_max": Series("jobcoach van UWV, hoogste duur", "jaar", {}, JOB_COACH),
    "ijc_bedrag": Series(
        "subsidie interne jobcoach, vanaf 24 uur",
        "EUR/jaar",
        {"intensief": "intensief", "midden": "midden", "licht": "licht", "zeer-licht": "zeer licht"},
        ("interne-jobcoach-uwv",),
    ),
    "uwv_drempel_b11": Series("drempel voor voorzieningen van UWV, zonder btw", "EUR", {}, FACILITIES[:1]),
    "uwv_km": Series("vergoeding per kilometer, eigen auto", "EUR/km", {}, ("vervoersvoorziening",)),
    "participatieplaats_premie_max": Series(
        "hoogste premie op een participatieplaats", "EUR/jaar", {}, ("participatieplaats",)
    ),
    "praktijkleren_max": Series(
        "subsidie praktijkleren, hoogste bedrag per plaats",
        "EUR/jaar",
        {"gewoon": "per plaats", "klimaat-extra": "extra bij werk voor het klimaat"},
        ("praktijkleren",),
    ),
    "sowis_bedrag": Series(
        "subsidie per statushouder",
        "EUR",
        {"1": "eerste", "2": "tweede", "3": "derde", "4": "vierde"},
        ("sowis",),
    ),
    "slim_pct": Series("SLIM, deel van de kosten", "%", {}, ("slim",)),
    "slim_scholing_pct": Series(
        "SLIM-scholing, deel van de kosten", "%", {"nlqf-1-3": "NLQF 1 tot en met 3", "nlqf-4": "NLQF 4"}, ("slim",)
    ),
    "esf_max_pct": Series("ESF+, hoogste deel van de projectkosten", "%", {}, ("esf-plus",)),
    "banenafspraak_uren": Series(
        "uren van een baan in de banenafspraak", "uur/week", {}, ("banenafspraak-doelgroepregister",)
    ),
    "sroi_rijk_drempel": Series("social return bij het Rijk, opdrachten vanaf", "EUR", {}, ("social-return",)),
}
