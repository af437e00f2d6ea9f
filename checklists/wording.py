"""The Dutch words an employer reads about what was found: neutral, without a score, and never about a person."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Wording:
    """A short heading and one or two sentences below it (u: to the employer)."""

    title: str
    text: str


# What holds an employer back, by the determinant that came out lowest.
OBSTACLES = {
    "W1": Wording(
        "Wat het oplevert en wat het vraagt, is nog niet duidelijk",
        "U ziet nog niet goed wat het uw bedrijf brengt, of u verwacht dat het veel tijd of geld kost. "
        "Met een proefperiode en een rekenvoorbeeld wordt dat concreet.",
    ),
    "W2": Wording(
        "Het onderwerp staat nog wat verder van u af",
        "U heeft er nog weinig van dichtbij van meegemaakt, of eerdere ervaringen vielen tegen. "
        "Kennismaken met mensen en met andere bedrijven helpt dan meer dan uitleg.",
    ),
    "W3": Wording(
        "Er is in uw omgeving nog weinig vraag naar",
        "Uw directie, collega's, klanten of branche vragen er nog niet om. "
        "Horen hoe vergelijkbare bedrijven het doen, geeft houvast.",
    ),
    "W4": Wording(
        "U twijfelt of het in uw bedrijf gaat lukken",
        "U vraagt zich af of u passend werk en goede begeleiding kunt bieden. "
        "Klein beginnen, met hulp op de werkvloer, maakt het overzichtelijk.",
    ),
    "INT": Wording(
        "Er ligt nog geen plan",
        "U staat ervoor open, maar heeft nog niet bedacht wanneer en hoe. Een eerste stap met een datum helpt.",
    ),
    "K1": Wording(
        "De doelgroep en de regelingen zijn nog niet bekend",
        "U weet nog niet welke mensen het zijn, wat u van hen kunt verwachten en welke hulp er is. Dat leggen wij u graag uit.",
    ),
    "K2": Wording(
        "Werven, taken verdelen en begeleiden vragen nog aandacht",
        "Uw manier van werven en begeleiden is nog niet ingericht op mensen die iets anders nodig hebben. "
        "Daar kunnen wij bij helpen.",
    ),
    "K3": Wording(
        "Passend werk of ruimte om te begeleiden ontbreekt nog",
        "Er is nu geen werk dat past, of te weinig tijd, geld of rust op de werkvloer. "
        "Samen kunnen wij kijken welke taken u anders kunt verdelen.",
    ),
}

BLOCKER = Wording(
    "Er is nu geen passend werk",
    "U heeft op dit moment geen vacature, verwacht geen groei en ziet geen werk dat past. "
    "De eerste stap is daarom: samen werk vinden of maken, of afspreken wanneer wij weer bellen.",
)

# For who employs people already and finds it hard: no reasons to begin, but help with what there is.
AFTERCARE = Wording(
    "Wat u er nu van merkt, valt niet altijd mee",
    "Bij u werken al mensen uit de doelgroep, en dat vraagt meer dan u had verwacht. "
    "Wij kijken graag met u wat het lichter maakt, voor hen en voor uw team.",
)

NOT_ENOUGH = Wording(
    "Wij hebben nog niet alles besproken",
    "Een aantal onderwerpen kwam nog niet aan bod. Die nemen wij graag de volgende keer met u door.",
)

# Behind what was never looked up: an adviser has to know, an employer never reads it.
UNCHECKED = "(Nog niet nagegaan; vraag het na bij de uitvoerder.)"

# Why something is in the advice that no rule raised. The adviser's own reason is for colleagues and stays inside.
PUT_IN_BECAUSE = "het past bij wat wij samen hebben besproken"

CLOSING_WORDS = (
    "Hartelijk dank voor het gesprek. Heeft u vragen over dit advies of over de regelingen? Bel of mail ons gerust. "
    "Wij houden ons aan wat we hebben afgesproken en nemen daarover zelf contact met u op."
)

# Facts of the employer's profile, as what the employer told us. The braces are filled with numbers.
TOLD = {
    "vacancies": "U heeft nu {vacancies} openstaande vacatures, waarvan {hard} moeilijk te vervullen.",
    "vacancy": "U heeft nu één openstaande vacature.",
    "vacancies_plain": "U heeft nu {vacancies} openstaande vacatures.",
    "no_vacancies": "U heeft op dit moment geen openstaande vacatures.",
    "growth": "U verwacht dat uw bedrijf groeit.",
    "sroi": "U heeft een afspraak over social return.",
    "csr": "U heeft beleid voor maatschappelijk verantwoord ondernemen.",
    "employs": "Bij u werken al mensen uit de doelgroep.",
    "ambassador": "U vertelt andere werkgevers over uw ervaringen.",
}
TOLD_TOPICS = {"work": "Uw bedrijf", "policy": "Uw beleid", "experience": "Uw ervaring"}
