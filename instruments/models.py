"""The national catalogue of instruments and the amounts they rest on, and what a region adds to them; no employer stands here."""

from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import ArrayField, DateRangeField, RangeBoundary, RangeOperators
from django.db import models
from django.db.models import F, Func, Q

from instruments.amounts import Figure, Source
from regions.access import ScopedQuerySet


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
    FUTURE = "future", "Nog niet van kracht"
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
    needs = ArrayField(models.CharField(max_length=12), verbose_name="waar het bij helpt", default=list)  # labels.NEEDS
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
    # Worker group -> outcome and why; instruments/decision.py reads these two.
    eligibility = models.JSONField("voor wie", default=dict)
    demands = models.JSONField("wat er moet kloppen", default=list)
    rules = models.JSONField("wanneer past dit", default=list)
    unless = models.JSONField("wanneer juist niet", default=list)
    version = models.PositiveIntegerField("versie", default=1, editable=False)
    catalogue_on = models.DateField("stand van de catalogus")
    search_text = models.TextField(editable=False, default="")

    class Meta:
        verbose_name = "instrument"
        verbose_name_plural = "instrumenten"
        ordering = ["name"]

    def __str__(self):
        has_more = self.abbreviation and f"({self.abbreviation})" not in self.name
        return f"{self.name} ({self.abbreviation})" if has_more else self.name


class InstrumentVersion(models.Model):
    """An instrument as it read from a moment on; made when a text changes, never changed after."""

    instrument = models.ForeignKey(Instrument, models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField("versie")
    digest = models.CharField(max_length=64)
    content = models.JSONField()
    made_at = models.DateTimeField("vanaf", auto_now_add=True)
    # Nobody: it was loaded from fixtures/.
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    # What a change over the screen rests on; what was loaded has its sources in the content.
    source = models.CharField("bron van de wijziging", max_length=250, blank=True)
    source_date = models.CharField("datum van die bron", max_length=30, blank=True)

    class Meta:
        verbose_name = "versie van een instrument"
        verbose_name_plural = "versies van instrumenten"
        ordering = ["instrument", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["instrument", "number"], name="one_row_per_instrument_version"),
            models.CheckConstraint(
                condition=Q(made_by=None) | (~Q(source="") & ~Q(source_date="")), name="changed_version_has_its_source"
            ),
        ]

    def __str__(self):
        return f"{self.instrument} versie {self.number}"


class SupplementQuerySet(ScopedQuerySet):
    """What regions add; the region stands on the row itself."""


class RegionalSupplement(models.Model):
    """What holds for one instrument in one region: whom to call, how to apply, how long it takes, and local terms."""

    region = models.ForeignKey("regions.Region", models.PROTECT, related_name="supplements", verbose_name="regio")
    instrument = models.ForeignKey(Instrument, models.PROTECT, related_name="supplements")
    contact = models.CharField("contact", max_length=300, blank=True)
    route = models.TextField("zo vraagt u het hier aan", max_length=1000, blank=True)
    lead_time = models.CharField("hoe lang het duurt", max_length=200, blank=True)
    terms = models.TextField("bedragen en voorwaarden in deze regio", max_length=2000, blank=True)
    # What the catalogue leaves open: [{"name": one of Instrument.local_blanks, "text": ...}], in its order.
    blanks = models.JSONField("lokaal ingevuld", default=list, blank=True)
    # For social return: [{"name": ..., "value": "40000", "source": ..., "source_date": ...}], the region's own blocks.
    blocks = models.JSONField("bouwblokken", default=list, blank=True)
    revision = models.PositiveIntegerField(default=1, editable=False)
    changed_at = models.DateTimeField("bijgewerkt", auto_now=True)
    changed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", editable=False)

    objects = SupplementQuerySet.as_manager()

    class Meta:
        verbose_name = "aanvulling van een regio"
        verbose_name_plural = "aanvullingen van regio's"
        ordering = ["instrument__name"]
        constraints = [
            models.UniqueConstraint(fields=["region", "instrument"], name="one_supplement_per_region_and_instrument")
        ]

    def __str__(self):
        return f"{self.instrument} in {self.region}"

    @property
    def is_filled(self):
        """Tell whether there is anything to show; an administrator may empty it again."""
        return bool(self.contact or self.route or self.lead_time or self.terms or self.blanks or self.blocks)


class AmountStatus(models.TextChoices):
    """How an amount was found; what is only remembered is never printed for an employer."""

    LAW = "wettekst", "gelezen in de wet"
    OFFICIAL = "officieel", "gelezen op een officiële site"
    SECOND_HAND = "secundair", "gelezen in een serieuze tweede bron"
    DERIVED = "afgeleid", "zelf berekend"
    MEMORY = "geheugen", "niet nagegaan"


class Amount(models.Model):
    """One figure of one series over one period; which series there are stands in instruments/series.py."""

    key = models.CharField("reeks", max_length=40)
    variant = models.CharField("variant", max_length=30, blank=True)
    value = models.DecimalField("waarde", max_digits=12, decimal_places=4)
    source = models.CharField("bron", max_length=250)
    source_date = models.CharField("datum van de bron", max_length=30)
    status = models.CharField("hoe nagegaan", max_length=9, choices=AmountStatus)
    valid_from = models.DateField("geldig vanaf")
    valid_until = models.DateField("geldig tot en met", null=True, blank=True)
    is_announced = models.BooleanField("nog niet definitief", default=False)  # then nothing is calculated with it
    note = models.CharField("opmerking", max_length=300, blank=True)
    changed_at = models.DateTimeField("bijgewerkt", auto_now=True)
    # Nobody: it was loaded from fixtures/.
    changed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = "bedrag"
        verbose_name_plural = "bedragen"
        ordering = ["key", "variant", "valid_from"]
        constraints = [
            models.UniqueConstraint(fields=["key", "variant", "valid_from"], name="one_amount_per_key_and_start"),
            models.CheckConstraint(condition=~Q(source="") & ~Q(source_date=""), name="amount_has_source_and_date"),
            models.CheckConstraint(
                condition=Q(valid_until=None) | Q(valid_until__gte=F("valid_from")), name="amount_ends_after_its_start"
            ),
            models.CheckConstraint(condition=Q(value__gte=0), name="amount_is_never_negative"),
            ExclusionConstraint(
                name="amounts_of_one_key_never_overlap",
                expressions=[
                    ("key", RangeOperators.EQUAL),
                    ("variant", RangeOperators.EQUAL),
                    (
                        Func(
                            F("valid_from"),
                            F("valid_until"),
                            RangeBoundary(inclusive_lower=True, inclusive_upper=True),
                            function="daterange",
                            output_field=DateRangeField(),
                        ),
                        RangeOperators.OVERLAPS,
                    ),
                ],
            ),
        ]

    def __str__(self):
        return f"{self.key} {self.variant} vanaf {self.valid_from}".replace("  ", " ")

    @property
    def figure(self):
        """Return this row as the pure rooms know it."""
        return Figure(
            key=self.key,
            variant=self.variant,
            value=self.value,
            source=Source(self.source, self.source_date, self.status),
            valid_from=self.valid_from,
            valid_until=self.valid_until,
            is_announced=self.is_announced,
            note=self.note,
        )


class ReferenceChange(models.Model):
    """Who changed an amount or a supplement, when, and what it was before; written with the change, never changed after."""

    kind = models.CharField(max_length=10, choices=[("amount", "Bedrag"), ("supplement", "Aanvulling")])
    subject = models.CharField(max_length=120)  # "wml_uur 21 2027-01-01", or the slug of the instrument
    region = models.ForeignKey("regions.Region", models.PROTECT, null=True, related_name="+")  # None: national
    before = models.JSONField(null=True)
    after = models.JSONField(null=True)  # None: taken away
    changed_at = models.DateTimeField(auto_now_add=True)
    # Nobody: it was loaded from fixtures/.
    changed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    objects = SupplementQuerySet.as_manager()

    class Meta:
        verbose_name = "wijziging"
        verbose_name_plural = "wijzigingen"
        ordering = ["-changed_at", "-pk"]

    def __str__(self):
        return f"{self.get_kind_display()} {self.subject}"
