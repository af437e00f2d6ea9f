"""The national catalogue of instruments: what they are, who carries them out, and by which source; no employer stands here."""

from django.contrib.postgres.fields import ArrayField
from django.db import models


class Category(models.TextChoices):
    """What kind of help an instrument is."""

    FINANCIAL = "financieel", "Geld"
    RISK = "risico", "Minder risico"
    GUIDANCE = "begeleiding", "Begeleiding"
    FACILITY = "voorziening", "Voorziening"
    PLACEMENT = "plaatsing", "Vorm van plaatsing"
    ADVICE = "advies", "Advies"


class InstrumentState(models.TextChoices):
    """Whether an instrument can be used today."""

    ACTIVE = "active", "Beschikbaar"
    LOCAL = "local", "Verschilt per gemeente"
    CLOSED = "closed", "Tijdelijk gesloten"
    ENDED = "ended", "Bestaat niet meer"


class Instrument(models.Model):
    """One instrument as the catalogue describes it on its date."""

    slug = models.SlugField("korte naam", max_length=60, unique=True)
    name = models.CharField("naam", max_length=120)
    abbreviation = models.CharField("afkorting", max_length=20, blank=True)
    category = models.CharField("soort", max_length=12, choices=Category)
    state = models.CharField("stand", max_length=6, choices=InstrumentState)
    state_text = models.CharField("toelichting bij de stand", max_length=200, blank=True)
    layer = models.CharField("laag", max_length=12, default="core")
    executors = ArrayField(models.CharField(max_length=120), verbose_name="uitvoerder")
    legal_basis = ArrayField(models.CharField(max_length=250), verbose_name="grondslag", default=list)
    groups = ArrayField(models.CharField(max_length=160), verbose_name="doelgroepen", default=list)
    summary = models.TextField("wat is het")
    conditions = ArrayField(models.TextField(), verbose_name="voorwaarden", default=list)
    yields = models.TextField("wat levert het op", blank=True)
    duration = models.TextField("hoe lang", blank=True)
    steps = ArrayField(models.TextField(), verbose_name="zo vraagt u het aan", default=list)
    deadline = models.TextField("termijn", blank=True)
    next_step = models.TextField("eerste stap", blank=True)
    combines_with = ArrayField(models.CharField(max_length=160), verbose_name="gaat samen met", default=list)
    excludes = ArrayField(models.CharField(max_length=200), verbose_name="gaat niet samen met", default=list)
    notes = ArrayField(models.TextField(), verbose_name="let op", default=list)
    local_blanks = ArrayField(models.CharField(max_length=200), verbose_name="lokaal in te vullen", default=list)
    sources = models.JSONField("bronnen", default=list)
    verification = models.JSONField("nagegaan", default=list)
    confidence = models.CharField("zekerheid", max_length=10)
    valid_from = models.DateField("geldig vanaf", null=True, blank=True)
    valid_until = models.DateField("geldig tot en met", null=True, blank=True)
    rules = models.JSONField("wanneer past dit", default=list)
    unless = models.JSONField("wanneer juist niet", default=list)
    catalogue_on = models.DateField("stand van de catalogus")
    search_text = models.TextField(editable=False, default="")

    class Meta:
        verbose_name = "instrument"
        verbose_name_plural = "instrumenten"
        ordering = ["name"]

    def __str__(self):
        return f"{self.name} ({self.abbreviation})" if self.abbreviation else self.name
