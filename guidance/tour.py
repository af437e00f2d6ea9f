"""The tour for who sees the app for the first time, with the made-up employers: one visit, page by page. Pure."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Step:
    """One stop: the page by its URL name, what it is called, and what there is to try."""

    url_name: str
    title: str
    text: str
    is_of_region: bool = False  # a page of the region; the others are of the visit


STEPS = (
    Step(
        "checklists:prepare",
        "Lees u in",
        "Alles voor in de auto: wie u spreekt, wat er de vorige keer is gezegd en beloofd, en hoe u kunt beginnen.",
    ),
    Step(
        "checklists:fill",
        "Vul de checklist in",
        "Tik bij een paar vragen een antwoord aan. Elk antwoord is meteen opgeslagen. U ziet de tussenstand meegroeien.",
    ),
    Step(
        "checklists:result",
        "Lees de uitslag",
        "Willen en kunnen in één beeld. Open een balk en u ziet uit welke antwoorden die komt. Het vraagteken legt uit.",
    ),
    Step(
        "checklists:recommend",
        "Kies tips en instrumenten",
        "Bij elk voorstel staat waarom. Haal er een weg of voeg er een toe, en zeg waarom.",
    ),
    Step(
        "checklists:what_if",
        "Reken samen uit wat het oplevert",
        "Verander het loon of de uren en kijk wat er gebeurt. Elke stap noemt zijn bron en datum.",
    ),
    Step("employers:agreements", "Spreek iets af", "Wie doet wat, en wanneer. Open afspraken komen terug op Vandaag."),
    Step(
        "employers:pipeline",
        "Kijk op maandagochtend",
        "Waar staat elke werkgever, wat ligt stil en wat is beloofd? Dit is het einde van de rondleiding.",
        is_of_region=True,
    ),
)


def find_step(text):
    """Return (number, Step) of a number in an address, or None when it is no step."""
    if not text.isascii() or not text.isdigit() or len(text) > 2 or not 1 <= int(text) <= len(STEPS):
        return None
    return int(text), STEPS[int(text) - 1]
