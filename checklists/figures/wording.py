"""The Dutch words of the figures: what a figure is called, and what can be organised about what holds most employers back."""

GROUPS = (
    ("Doet het al", ("P1", "P1b")),
    ("Wil en kan, doet nog niet", ("P2",)),
    ("Wil, loopt nog vast", ("P3",)),
    ("Kan, ziet het nog niet", ("P4",)),
    ("Nu nog niet", ("P5",)),
    ("Grensgebied of onvoldoende beeld", ("grens", "P6")),
)

# Name of a figure -> what it is called, and what exactly it counts.
KEY = {
    "visits": ("Bezoeken", "Afgeronde bezoeken, op de dag van het bezoek."),
    "visited": ("Werkgevers bezocht", "Elke werkgever telt één keer."),
    "advices": ("Adviezen", "Het eerste advies na een bezoek. Een verbeterd advies telt niet nog een keer."),
    "agreed": ("Afspraken gemaakt", "Op de dag dat de afspraak is vastgelegd."),
    "kept": ("Afspraken nagekomen", "Afgesloten als gedaan."),
    "kept_in_time": ("Afspraken op tijd nagekomen", "Gedaan op of voor de afgesproken dag."),
    "placements": ("Plaatsingen", "Plekken waar iemand uit de doelgroep begon."),
    "dossiers": ("Nieuwe dossiers", "Werkgevers die voor het eerst zijn vastgelegd."),
    "first_visits": ("Eerste bezoeken", "Werkgevers die voor het eerst zijn bezocht."),
    "answer_days": (
        "Van vraag tot eerste bezoek",
        "Mediaan van de dagen tussen het maken van het dossier en het eerste afgeronde bezoek.",
    ),
}

# Determinant -> what a region can organise for all employers that it holds back, and where that rests on.
ORGANISE = {
    "W1": (
        "Verwachtingen over opbrengst en kosten veranderen weinig door praten. Spreek proefplaatsingen af.",
        "Universiteit Utrecht 2024",
    ),
    "W2": (
        "Breng leidinggevenden en kandidaten met elkaar in gesprek, bijvoorbeeld op een kennismakingsdag.",
        "Universiteit Utrecht 2024",
    ),
    "W3": (
        "Organiseer een bijeenkomst met ambassadeurs uit dezelfde sector en van dezelfde grootte.",
        "Fraser e.a. 2011; handreiking fase 1",
    ),
    "W4": (
        "Laat werkgevers kijken bij een bedrijf dat het al doet. Vraag dat bedrijf ook te vertellen wat misging.",
        "handreiking fase 1; Kersten e.a., overzichtsstudie",
    ),
    "INT": ("Maak met elke werkgever één concrete afspraak: wie, wat, hoeveel en wanneer.", "Odisee 2020-2023"),
    "K1": (
        "Geef voorlichting over de doelgroep en de regelingen, altijd samen met een kennismaking of een proef.",
        "Nagtegaal e.a. 2023; Schaap e.a., Mentorwijs",
    ),
    "K2": (
        "Bied een training aan voor leidinggevenden en personeelsmensen: werven, taken verdelen, begeleiden.",
        "Hulsegge e.a. 2022; Nagtegaal e.a. 2023",
    ),
    "K3": (
        "Zet functiecreatie in: zoek met een arbeidsanalyse naar taken die iemand anders kan doen.",
        "SCP, Arbeidsmarkt in kaart: werkgevers, editie 3",
    ),
}
