"""What each step of a sum says, and its formula; the terms in braces are those that the calculator wrote down."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Line:
    """One step in words; in the formula every term is written in the unit behind its colon: eur, pct, num."""

    text: str
    formula: str = ""


STEPS = {
    # LKS
    "minimum": Line("Het minimumloon per maand"),
    "minimum_youth": Line("Het minimumloon per maand voor deze leeftijd", "{whole:eur} x {pct:pct}"),
    "with_holiday": Line("Met vakantiebijslag erbij", "{minimum:eur} + {pct:pct}"),
    "earned": Line(
        "Wat de medewerker volgens de loonwaarde zelf kan verdienen, met vakantiebijslag",
        "{minimum:eur} x {pct:pct} + {holiday:pct}",
    ),
    "short": Line("Het verschil met het minimumloon", "{whole:eur} - {earned:eur}"),
    "cap": Line("Meer dan dit kan het niet zijn", "{whole:eur} x {pct:pct}"),
    "lowest": Line("Het laagste van die twee telt"),
    "share": Line("Het vaste deel, zonder meting", "{whole:eur} x {pct:pct}"),
    "by_hours": Line("Naar het aantal uren", "{monthly:eur} x {hours:num} / {norm:num} uur"),
    "with_charges": Line("Met de opslag voor werkgeverslasten", "{part:eur} + {pct:pct}"),
    # LKV and LIV
    "lkv_hours": Line("Verloonde uren maal het bedrag per uur", "{hours:num} uur x {rate:eur}"),
    "lkv_capped": Line("Nooit meer dan het hoogste bedrag per jaar", "het laagste van {by_hour:eur} en {most:eur}"),
    "highest": Line("Per medewerker telt alleen het hoogste LKV"),
    "liv_over": Line("Het bedrag per uur is nu nul"),
    "hourly_wage": Line("Het gemiddelde uurloon", "{wage:eur} / {hours:num} uur"),
    "liv_limits": Line("Het uurloon moet tussen twee grenzen liggen", "van {lowest:eur} tot en met {highest:eur}"),
    "liv_hours": Line("Er moeten genoeg verloonde uren zijn", "minstens {least:num} uur"),
    # No-risk
    "wage_with_holiday": Line("Het loon van het jaar ervoor, met vakantiebijslag", "{wage:eur} + {holiday:eur}"),
    "daily_wage": Line("Het dagloon", "{wage:eur} / {days:num} dagen"),
    "benefit": Line("Wat UWV per dag betaalt", "{daily:eur} x {pct:pct}"),
    "no_more_than_wage": Line("Niet meer dan het loon dat u per dag moet betalen"),
    # Loondispensatie
    "behind": Line("Hoeveel de prestatie lager is dan gewoon", "100% - {value:pct}, minstens {least:pct}"),
    "wage_by_value": Line("Het loon naar prestatie", "{wage:eur} x {pct:pct}"),
    "discount": Line("Wat u minder betaalt", "{wage:eur} - {paid:eur}"),
    # Job coach
    "hours_worked": Line("De werkuren in dit jaar", "{hours:num} uur x {weeks:num} weken"),
    "guidance": Line("Het deel dat begeleiding mag zijn", "{worked:num} uur x {pct:pct}"),
    # Social return
    "required": Line("Wat het contract vraagt", "{whole:eur} x {pct:pct}"),
    "fill": Line("{name}", "{count:num} x {value:eur} x {share:pct}"),
    "left": Line("Wat er nog in te vullen is", "{required:eur} - {filled:eur}"),
    # Placement
    "minimum_hours": Line(
        "Het minimumloon per maand voor deze uren", "{whole:eur} x {pct:pct} x {hours:num} / {norm:num} uur"
    ),
    "wage_given": Line("Het brutoloon per maand dat u invulde"),
    "wage_holiday": Line("Met vakantiebijslag erbij", "{wage:eur} + {pct:pct}"),
    "before": Line("Met werkgeverslasten: dit kost het u zonder regelingen", "{wage:eur} + {pct:pct}"),
    "part": Line("{name}"),
    "after": Line("Dit blijft voor u over", "{before:eur} - {off:eur}"),
}
PARTS = {
    "werkgever": "Dit betaalt u zelf",
    "gemeente": "Loonkostensubsidie van de gemeente",
    "belastingdienst": "Loonkostenvoordeel van de Belastingdienst, per maand",
    "loondispensatie": "Minder loon door loondispensatie",
}
OUTCOMES = {
    "per_month": "Subsidie",
    "per_year": "Voordeel",
    "per_day": "Ziekengeld van UWV",
    "daily_wage": "Dagloon",
    "wage": "Loon dat u betaalt",
    "discount": "Wat u minder betaalt",
    "hours_per_year": "Begeleiding, hoogstens",
    "hours_per_week": "Dat is gemiddeld",
    "left": "Nog in te vullen",
    "required": "Gevraagd",
    "filled": "Ingevuld",
    "after": "Kosten voor u, met regelingen",
    "before": "Kosten voor u, zonder regelingen",
}
