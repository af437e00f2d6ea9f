"""The fixed lists an employer is described by, with their Dutch words."""

from django.db import models

from employers.stages import Event, Stage


class Sector(models.TextChoices):
    """Market or government: the banenafspraak counts them apart."""

    MARKET = "market", "Markt"
    GOVERNMENT = "government", "Overheid"


class SizeClass(models.TextChoices):
    """Size by number of employees: small < 20, medium 20-100, large > 100 (the classes of SCP's figures)."""

    SMALL = "small", "Klein (minder dan 20)"
    MEDIUM = "medium", "Middelgroot (20 tot en met 100)"
    LARGE = "large", "Groot (meer dan 100)"


class SbiSection(models.TextChoices):
    """Sections of the Standaard Bedrijfsindeling (SBI 2008, CBS)."""

    A = "A", "Landbouw, bosbouw en visserij"
    B = "B", "Winning van delfstoffen"
    C = "C", "Industrie"
    D = "D", "Energievoorziening"
    E = "E", "Water en afvalbeheer"
    F = "F", "Bouw"
    G = "G", "Groot- en detailhandel, autoreparatie"
    H = "H", "Vervoer en opslag"
    I = "I", "Horeca"  # noqa: E741 - the section's own letter
    J = "J", "Informatie en communicatie"
    K = "K", "Financiële instellingen"
    L = "L", "Verhuur en handel van onroerend goed"
    M = "M", "Advies, onderzoek en specialistische zakelijke diensten"
    N = "N", "Verhuur en overige zakelijke diensten"
    O = "O", "Openbaar bestuur en overheidsdiensten"  # noqa: E741 - the section's own letter
    P = "P", "Onderwijs"
    Q = "Q", "Gezondheids- en welzijnszorg"
    R = "R", "Cultuur, sport en recreatie"
    S = "S", "Overige dienstverlening"
    T = "T", "Huishoudens als werkgever"
    U = "U", "Internationale organisaties"


class StageLabel(models.TextChoices):
    """The stages of stages.py with their Dutch words."""

    NEW = Stage.NEW.value, "Nieuw"
    FIRST_CONTACT = Stage.FIRST_CONTACT.value, "Eerste contact"
    VISIT_PLANNED = Stage.VISIT_PLANNED.value, "Bezoek gepland"
    VISITED = Stage.VISITED.value, "Bezocht"
    ADVISED = Stage.ADVISED.value, "Advies uitgebracht"
    AGREED = Stage.AGREED.value, "Afspraak gemaakt"
    TO_PREPARATION = Stage.TO_PREPARATION.value, "Naar voorbereiding (fase 2)"
    NOT_NOW = Stage.NOT_NOW.value, "Nu niet"
    CLOSED = Stage.CLOSED.value, "Afgesloten"


class MoveEvent(models.TextChoices):
    """The events of stages.py with their Dutch words: why an employer moved without anyone moving it."""

    CONTACT_ADDED = Event.CONTACT_ADDED.value, "Contactpersoon toegevoegd"
    VISIT_PLANNED = Event.VISIT_PLANNED.value, "Bezoek gepland"
    VISIT_CANCELLED = Event.VISIT_CANCELLED.value, "Bezoek afgezegd"
    VISIT_RESTORED = Event.VISIT_RESTORED.value, "Afgezegd bezoek teruggezet"
    VISIT_CONCLUDED = Event.VISIT_CONCLUDED.value, "Bezoek afgerond"
    ADVICE_GIVEN = Event.ADVICE_GIVEN.value, "Advies vastgesteld"
    AGREEMENT_MADE = Event.AGREEMENT_MADE.value, "Afspraak gemaakt"


class ProfileLabel(models.TextChoices):
    """The profiles that an assessment ends in, as they are stored here; a test holds the words equal to the score's own."""

    P1 = "P1", "Doet het al"
    P1B = "P1b", "Doet het, met zorgen"
    P2 = "P2", "Wil en kan, doet nog niet"
    P3 = "P3", "Wil, loopt nog vast"
    P4 = "P4", "Kan, ziet het nog niet"
    P5 = "P5", "Nu nog niet"
    P6 = "P6", "Onvoldoende beeld"
    BORDER = "grens", "Grensgebied"


class DeterminantLabel(models.TextChoices):
    """The determinants that can hold an employer back, as they are stored here; the same test holds their words equal."""

    W1 = "W1", "Verwachte voor- en nadelen"
    W2 = "W2", "Gevoel en betrokkenheid"
    W3 = "W3", "Sociale norm"
    W4 = "W4", "Geloof in eigen kunnen"
    INT = "INT", "Voornemen"
    K1 = "K1", "Kennis"
    K2 = "K2", "Vaardigheden en personeelsbeleid"
    K3 = "K3", "Werk en randvoorwaarden"
