"""The fixed lists an employer is described by, with their Dutch words."""

from django.db import models

from employers.stages import Stage


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
