"""The Dutch words for what a score holds: determinants, sides, profiles and bands, each with one line of meaning."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Label:
    """A name to print and one sentence that says what it is (u: to the adviser)."""

    name: str
    meaning: str

    def __str__(self) -> str:
        return self.name


SIDES = {
    "willen": Label(
        "Willen", "Hoe graag deze werkgever werk wil bieden: houding, sociale norm, vertrouwen en plannen."
    ),
    "kunnen": Label("Kunnen", "Of het ook lukt: kennis, aanpak in het personeelswerk, passend werk en ruimte."),
}

DETERMINANTS = {
    "W1": Label(
        "Verwachte voor- en nadelen",
        "Wat de werkgever denkt dat het zijn bedrijf oplevert en wat het kost.",
    ),
    "W2": Label(
        "Gevoel en betrokkenheid",
        "Wat de werkgever er zelf bij voelt, ook door wat hij eerder heeft meegemaakt.",
    ),
    "W3": Label(
        "Sociale norm",
        "Wat de mensen die ertoe doen ervan vinden: directie, personeel, klanten, branche en overheid.",
    ),
    "W4": Label(
        "Geloof in eigen kunnen",
        "Hoeveel vertrouwen de werkgever heeft dat het in zijn eigen bedrijf gaat lukken.",
    ),
    "INT": Label(
        "Voornemen",
        "Wat de werkgever van plan is: erover nadenken, ervoor openstaan, het een keer proberen.",
    ),
    "K1": Label(
        "Kennis",
        "Wat de werkgever weet over de doelgroep, de regelingen en hoe wij werken.",
    ),
    "K2": Label(
        "Vaardigheden en personeelsbeleid",
        "Wat het bedrijf al kan: eerlijk werven, taken anders verdelen, begeleiden en beleid maken.",
    ),
    "K3": Label(
        "Werk en randvoorwaarden",
        "Of er passend werk is, en tijd, geld en een goede werkplek om het te laten slagen.",
    ),
    "D": Label(
        "Doen",
        "Of er nu al mensen uit de doelgroep werken. Dit telt niet mee bij willen en kunnen.",
    ),
}

# Why each determinant weighs what it weighs, for the page that explains the method; the numbers stand in scoring/weights.py.
SOURCES = {
    "W1": "Samen met gevoel 35%. In één onderzoek is houding 26% van het verklaarde voornemen (Fraser e.a. 2011), "
    "in een ander staat houding op de eerste plaats (McDonnall en Lund 2020).",
    "W2": "Samen met voor- en nadelen 35%, op grond van dezelfde twee onderzoeken.",
    "W3": "De norm is 51% van het verklaarde voornemen (Fraser e.a. 2011) en komt op de tweede plaats bij McDonnall en "
    "Lund (2020). Leidinggevenden die voor inclusief ondernemen zijn, aarzelen het minst (Janssens e.a. 2021).",
    "W4": "Ervaren controle is 23% van het verklaarde voornemen (Fraser e.a. 2011) en komt op de derde plaats bij "
    "McDonnall en Lund (2020).",
    "INT": "Het voornemen staat het dichtst bij het doen (odds ratio 6,09; Hulsegge e.a. 2022). Het telt alleen mee als "
    "erover is gesproken, en is dan de helft van willen.",
    "K1": "Te weinig kennis is een van de drie grootste drempels (Nagtegaal e.a. 2023). Maar kennis alleen verandert het "
    "gedrag niet (Mentorwijs, Schaap e.a.).",
    "K2": "Inclusief personeelsbeleid hangt het sterkst samen met het in dienst hebben van mensen (odds ratio's 4,83 en "
    "4,45; Hulsegge e.a. 2022).",
    "K3": "Passend werk, vacatures en financiële ruimte hebben een kleinere samenhang (odds ratio's 1,3 tot 1,4; Hulsegge "
    "e.a. 2022), maar geen passend werk is de reden die werkgevers het vaakst noemen (SCP, Arbeidsmarkt in kaart: "
    "werkgevers, editie 3).",
    "D": "Telt niet mee: het is wat het model wil verklaren. Werkgevers die het al doen zien vaker nadelen (odds ratio "
    "0,81; Hulsegge e.a. 2022). Dat is ervaring, en vraagt om nazorg.",
}

PROFILES = {
    "P1": Label(
        "Doet het al",
        "Er werken mensen uit de doelgroep en de werkgever wil ermee door: verdiepen, en laten vertellen aan anderen.",
    ),
    "P1b": Label(
        "Doet het, met zorgen",
        "Er werken mensen uit de doelgroep, maar het valt niet mee: eerst nazorg, niet overtuigen.",
    ),
    "P2": Label(
        "Wil en kan, doet nog niet",
        "De werkgever is eraan toe: maak een concrete afspraak, meer uitleg is niet nodig.",
    ),
    "P3": Label(
        "Wil, loopt nog vast",
        "Het voornemen is er, maar er staat iets in de weg: haal eerst weg wat het meest tegenhoudt.",
    ),
    "P4": Label(
        "Kan, ziet het nog niet",
        "De mogelijkheden zijn er, het belang of het vertrouwen nog niet: werk aan wat daar het laagst scoort.",
    ),
    "P5": Label(
        "Nu nog niet",
        "Willen en kunnen zijn nu allebei laag: houd contact en spreek af wanneer u terugkomt.",
    ),
    "P6": Label(
        "Onvoldoende beeld",
        "Er is nog te weinig besproken voor een score: bekijk welke vragen u de volgende keer stelt.",
    ),
    "grens": Label(
        "Grensgebied",
        "De score ligt te dicht bij een grens om er zeker van te zijn: kies zelf het profiel en schrijf op waarom.",
    ),
}

BANDS = {
    "klein": Label("Klein", "Kansrijkheid onder 45. Dit is een volgorde, geen voorspelling."),
    "midden": Label("Midden", "Kansrijkheid van 45 tot 55. Dit is een volgorde, geen voorspelling."),
    "groot": Label("Groot", "Kansrijkheid vanaf 55. Dit is een volgorde, geen voorspelling."),
}

BLOCKER = Label(
    "Eerst werk vinden of maken",
    "Er is geen passend werk, geen vacature en geen groei. Tot dat verandert blijft de kansrijkheid op hoogstens 40.",
)

SCOPES = {
    "kort": Label("Korte lijst", "De dekking is gemeten over de vragen van de korte lijst."),
    "volledig": Label("Volledige lijst", "De dekking is gemeten over alle vragen."),
}

# The other facts that rules ask for, as an adviser calls them.
FACTS = {
    "yes": "ja",
    "no": "nee",
    "side.willen": "Willen",
    "side.kunnen": "Kunnen",
    "profile": "Profiel",
    "lowest": "Wat het meest tegenhoudt",
    "lowest_willen": "Laagste bij willen",
    "lowest_kunnen": "Laagste bij kunnen",
    "blocker": "Eerst werk vinden of maken",
    "employer.size": "Grootte van de werkgever",
    "employer.kind": "Markt of overheid",
    "employer.sector": "Sector",
    "employer.sroi": "SROI-verplichting",
    "employer.vacancies": "Openstaande vacatures",
    "employer.hard_to_fill": "Moeilijk te vervullen vacatures",
    "employer.growth": "Verwacht groei",
    "employer.employed": "Medewerkers uit de doelgroep",
    "employer.has_cao": "Valt onder een cao",
    "employer.knows_wsp": "Kent onze dienstverlening",
    "employer.uses_wsp": "Maakt gebruik van onze dienstverlening",
    "employer.advisers": "Adviseurs bij deze werkgever",
    "visit.first": "Eerste bezoek met checklist",
    "placement.hours": "Uren per week",
    "placement.months": "Maanden contract",
    "placement.is_hirer": "De werkgever leent in",
    "groups": "Doelgroep",
}

# Attributes of the employer's profile, as they are called beside the question they say something about.
PROFILE_FACTS = {
    "vacancies": "openstaande vacatures",
    "hard_vacancies": "vacatures die moeilijk te vervullen zijn",
    "expects_growth": "verwacht groei",
    "has_csr_policy": "heeft MVO-beleid",
    "target_group_employees": "medewerkers uit de doelgroep",
    "has_sroi_obligation": "heeft een SROI-verplichting",
    "collective_agreement": "cao",
}
