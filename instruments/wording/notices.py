"""What an employer or adviser should keep in mind beside a sum; the words in braces are filled in."""

NOTICES = {
    # Why there is nothing.
    "group": "Voor deze groep is deze regeling er niet.",
    "forfait_over": "De vaste subsidie zonder meting kon tot {day}. Laat de loonwaarde meten, dan kan de subsidie doorgaan.",
    "aow": "Vanaf de AOW-leeftijd is er geen loonkostenvoordeel.",
    "not_requested": "Zonder verzoek in de loonaangifte is er geen loonkostenvoordeel.",
    "no_lkv_group": "Bij deze groep hoort geen loonkostenvoordeel.",
    "lkv_over": "Het LKV {variant} bestaat niet meer voor deze startdatum in {year}.",
    "employed_before": "Wie in de zes maanden ervoor al bij u werkte, geeft geen LKV arbeidsgehandicapte werknemer.",
    "no_declaration": "Zonder doelgroepverklaring op tijd is er geen LKV {variant}.",
    "period_over": "De periode van het LKV {variant} is voorbij.",
    "liv_over": "Het lage-inkomensvoordeel is afgeschaft per {day}.",
    "liv_wage": "Het gemiddelde uurloon lag niet tussen {lowest:eur} en {highest:eur}.",
    "liv_too_few_hours": "Er waren minder dan {least:num} verloonde uren.",
    "five_years_over": "Bij deze groep gold de no-riskpolis tot {day}.",
    "not_behind_enough": "Loondispensatie kan alleen als de prestatie minstens {least:pct} lager is.",
    "contract_too_short": "Het contract moet minstens {months:num} maanden duren.",
    "job_coach_group": "Voor deze groep betaalt UWV geen interne jobcoach. Vraag de gemeente wat daar kan.",
    "too_few_hours": "Een jobcoach van UWV kan vanaf {least:num} uur per week.",
    "wage_too_low": "Een jobcoach van UWV kan vanaf een loon van {least:pct} van het minimumloon.",
    # What to check.
    "check_group": "Controleer eerst of de medewerker tot de doelgroep hoort.",
    "condition": "Bij deze groep hangt het van de situatie af. Vraag het eerst na.",
    "counted_if": "{kind} telt mee, maar bij deze groep hangt het van de situatie af.",
    "not_counted": "{kind} telt niet mee.",
    "wage_value_needed": "Vul een loonwaarde in om de subsidie te kunnen uitrekenen.",
    "below_minimum": "Het ingevulde loon is lager dan het minimumloon voor deze uren: {minimum:eur} per maand.",
    "charges_assumed": "Voor uw werkgeverslasten is {pct:pct} aangehouden, het percentage van de loonkostensubsidie. "
    "Vul uw eigen percentage in voor een beter beeld.",
    # What is good to know.
    "cap_binds": "De subsidie is hier op zijn hoogst: {pct:pct} van het minimumloon met vakantiebijslag.",
    "hours_capped": "Meer dan de volle werkweek van {hours:num} uur telt niet mee.",
    "july_does_not_count": "De subsidie is vastgesteld op {day}. De verhoging van het minimumloon op 1 juli telt pas mee vanaf "
    "1 januari.",
    "wage_above_minimum": "Betaalt u meer dan het minimumloon, dan is dat deel voor uw rekening.",
    "forfait_until": "Dit kan tot {day}. Laat de loonwaarde voor die dag meten.",
    "lkv_cap": "Het hoogste bedrag per jaar is bereikt: {most:eur}.",
    "highest_counts": "Er is recht op meer dan een LKV. Alleen het hoogste telt: {variant}.",
    "within_five_years": "Dit kan alleen binnen vijf jaar na de wachttijd, als het oude werk niet meer kan.",
    "hp_other_job": "Voor 2026 gold dit alleen bij een andere of aangepaste functie.",
    "wsw_only": "Bij een Wsw-indicatie kan dit alleen bij begeleid werken of detachering.",
    "ends_this_year": "De periode loopt tot {day}. Alleen uren tot die tijd tellen mee.",
    "declaration_in_time": "Vraag de doelgroepverklaring aan binnen drie maanden na de start. Later kan niet meer.",
    "lkv_later": "De Belastingdienst betaalt dit pas in {year}, nadat u het in de loonaangifte heeft gevraagd.",
    "liv_gone": "Dit voordeel bestaat sinds 2025 niet meer.",
    "five_years": "Dit geldt voor ziekte die begint binnen {years:num} jaar na de start.",
    "on_request": "UWV betaalt dit alleen in de eerste 52 weken, als u erom vraagt.",
    "can_be_full": "In de eerste 52 weken kunt u UWV vragen om tot 100% van het dagloon te betalen.",
    "report_in_time": "Meld de ziekte binnen {weeks:num} weken bij UWV.",
    "dispensation_time": "UWV geeft dit voor minstens {months:num} maanden en hoogstens {years:num} jaar. Verlengen kan.",
    "never_with_lks": "Loondispensatie gaat nooit samen met loonkostensubsidie.",
    "extension": "Na {years:num} jaar geldt bij verlenging het laagste percentage.",
    "no_amount_known": "Wat UWV hiervoor per jaar betaalt, weten wij niet. Vraag het bij UWV na.",
    "sroi_local": "Wat een plaatsing telt, bepaalt de opdrachtgever. Vraag na hoe die rekent met duur en uren.",
    "no_fills": "Er is nog niets ingevuld.",
    "no_risk_beside": "Bij deze groep hoort ook de no-riskpolis: wordt de medewerker ziek, dan betaalt UWV mee.",
    "lkv_a_year_later": "Het loonkostenvoordeel is hier per maand gerekend, maar u krijgt het pas een jaar later.",
    "uwv_tops_up": "UWV vult het inkomen van de medewerker aan.",
    "own_formula": "Deze som is van onszelf en geen wettelijke formule. Begeleiding, verzuim en andere kosten staan er niet in.",
}
LKV = {
    "ag": "arbeidsgehandicapte werknemer",
    "ba": "doelgroep banenafspraak",
    "hp": "herplaatsen arbeidsgehandicapte werknemer",
    "ow": "oudere werknemer",
    "sb": "scholingsbelemmerde werknemer",
}
KINDS = {
    "lks": "Loonkostensubsidie op loonwaarde",
    "lks-forfait": "Forfaitaire loonkostensubsidie",
    "lkv": "Loonkostenvoordeel",
    "liv": "Lage-inkomensvoordeel (afgeschaft)",
    "no-risk": "No-riskpolis: ziekengeld",
    "loondispensatie": "Loondispensatie Wajong",
    "jobcoach": "Interne jobcoach van UWV: uren",
    "sroi": "Social return",
    "plaatsing": "Wat kost deze plaatsing u?",
}
DECIDERS = {
    "gemeente": "de gemeente",
    "uwv": "UWV",
    "belastingdienst": "de Belastingdienst",
    "aanbestedende dienst": "de opdrachtgever",
}
STATUSES = {
    "wettekst": "gelezen in de wet",
    "officieel": "gelezen op een officiële site",
    "secundair": "gelezen in een serieuze tweede bron",
    "afgeleid": "zelf berekend",
    "geheugen": "niet nagegaan",
}
# Why an instrument is out, or what has to be true before it fits: the codes of instruments/decision.py.
REMARKS = {
    "ended": "Bestaat niet meer: {text}.",
    "future": "Nog niet van kracht: {text}.",
    "unless": "Past niet bij wat in dit bezoek is gezegd.",
    "closed": "Het loket is nu dicht: {text}.",
    "unassessed": "Voor deze groep is dit niet nagegaan. Vraag het na bij de uitvoerder.",
    "money": "Noem dit pas als de werkgever iets van plan is, of zelf over de kosten begint.",
    "no_reason": "In dit bezoek is niets gezegd dat hierom vraagt.",
    "combination": "Gaat niet samen met {slug}; dat past hier beter.",
}
