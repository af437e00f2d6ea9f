"""The guide: which pages there are, in the order of a day's work, and last for who manages something; each is one template."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Page:
    """One page of the guide; `template` is made from its address, which nobody can type past this list."""

    slug: str
    title: str
    about: str

    @property
    def template(self):
        return f"guidance/manual/{self.slug}.html"


PAGES = (
    Page("beginnen", "Beginnen", "Inloggen, uw regio, en wat u op Vandaag ziet."),
    Page("voorbereiden", "Een bezoek voorbereiden", "Een werkgever vinden, een bezoek plannen en u inlezen."),
    Page("aan-tafel", "Aan tafel", "De checklist invullen, en de tablet omdraaien naar de werkgever."),
    Page("zonder-netwerk", "Zonder netwerk", "Doorwerken waar geen verbinding is, en niets kwijtraken."),
    Page("uitslag", "De uitslag lezen", "Wat willen en kunnen zeggen, en wat u nog kunt vragen."),
    Page("advies", "Afspraken en advies", "Tips en instrumenten kiezen, afspraken vastleggen, het advies printen."),
    Page("instrumenten", "Instrumenten en sommen", "Zoeken, vergelijken, laten zien, en uitrekenen wat het oplevert."),
    Page("afspraken-agenda", "Afspraken en uw agenda", "Wat beloofd is afsluiten, en alles in uw eigen agenda."),
    Page("terugdraaien", "Terugdraaien", "Een tik te veel? Zo zet u het terug."),
    Page("pijplijn", "De pijplijn", "Zien wie waar staat, en werkgevers een stap verder brengen."),
    Page(
        "cijfers",
        "Cijfers en kwartaalbericht",
        "Wat er in uw regio is gedaan, op het scherm, op papier en als bestand.",
    ),
    Page(
        "veilig-inloggen",
        "Veilig inloggen",
        "Een tweede stap, een nieuw apparaat, en wat u doet als u iets kwijt bent.",
    ),
    Page(
        "leden", "Leden en kleuren beheren", "Voor de beheerder van een regio: uitnodigen, rollen, toegang en kleuren."
    ),
    Page("toezicht", "Toezicht en bewaren", "Wie deed wat, hoe lang wij bewaren, en wissen op verzoek."),
    Page(
        "catalogus", "De catalogus beheren", "Voor de landelijke beheerder: bedragen, instrumenten en regels bijhouden."
    ),
)


def find_page(slug):
    """Return the page with this slug and those before and after it; None three times when there is none."""
    for place, page in enumerate(PAGES):
        if page.slug == slug:
            before = PAGES[place - 1] if place else None
            after = PAGES[place + 1] if place + 1 < len(PAGES) else None
            return page, before, after
    return None, None, None
