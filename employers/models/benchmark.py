"""Figures to lay a conversation beside, each with its year and source: the national ones, and those a region enters itself."""

from datetime import date, timedelta

from django.conf import settings
from django.db import models
from django.db.models import Q

from employers.models.choices import SbiSection

FRESH = timedelta(days=365)
"""A region's own figure whose source is older than this is said to be old."""


class Verification(models.TextChoices):
    """How sure we are of a figure."""

    YES = "yes", "gelezen in de bron"
    SECOND_HAND = "second_hand", "uit een betrouwbare tweede bron"
    NO = "no", "niet nagegaan"


class Segment(models.TextChoices):
    """What a figure is about."""

    TOTAL = "total", "Nederland"
    SIZE = "size", "Een grootte"
    SECTOR = "sector", "Een sector"
    KIND = "kind", "Markt of overheid"
    REGION = "region", "Een regio"


class RegionSubject(models.TextChoices):
    """What a region can enter about its own labour market; the value is the key of the figure."""

    TIGHTNESS = "tightness", "Krapte: vacatures per 100 werklozen"
    HARD_TO_FILL = "hard_to_fill", "Vacatures die moeilijk te vervullen zijn (%)"
    REGISTER_WORKS = "register_works", "Mensen in het doelgroepregister die werk hebben (%)"
    VACANCIES = "vacancies", "Openstaande vacatures"
    UNEMPLOYED = "unemployed", "Werklozen"
    BANENAFSPRAAK_JOBS = "banenafspraak_jobs", "Banen voor de banenafspraak"


UNITS = {
    RegionSubject.TIGHTNESS: "vacatures per 100 werklozen",
    RegionSubject.HARD_TO_FILL: "%",
    RegionSubject.REGISTER_WORKS: "%",
    RegionSubject.VACANCIES: "vacatures",
    RegionSubject.UNEMPLOYED: "personen",
    RegionSubject.BANENAFSPRAAK_JOBS: "banen",
}


class Benchmark(models.Model):
    """One figure about one segment; holds no employer's row. What nobody entered comes from fixtures/benchmarks.json."""

    key = models.CharField(max_length=40)
    segment_kind = models.CharField(max_length=10)
    segment = models.CharField(max_length=40)  # of a region its CBS code
    sbi_section = models.CharField("sector", max_length=1, choices=SbiSection, blank=True)  # only within a region
    period = models.CharField(max_length=20)
    year = models.PositiveSmallIntegerField()
    value_text = models.CharField(max_length=40)
    value = models.DecimalField(max_digits=12, decimal_places=2, null=True, blank=True)
    unit = models.CharField(max_length=40, blank=True)
    base = models.CharField(max_length=200, blank=True)
    statement = models.CharField(max_length=400)
    source_code = models.CharField(max_length=20)
    source = models.CharField(max_length=300)
    verified = models.CharField(max_length=12, choices=Verification)
    source_on = models.DateField("datum van de bron", null=True, blank=True)
    entered_at = models.DateTimeField(null=True, blank=True, editable=False)
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", editable=False
    )

    class Meta:
        verbose_name = "cijfer om naast te leggen"
        verbose_name_plural = "cijfers om naast te leggen"
        ordering = ["key", "-year", "segment_kind", "segment"]
        constraints = [
            models.UniqueConstraint(
                fields=["key", "segment_kind", "segment", "sbi_section", "period"],
                name="one_figure_per_segment_and_period",
            ),
            models.CheckConstraint(
                condition=Q(entered_by=None, entered_at=None)
                | Q(
                    segment_kind=Segment.REGION.value,
                    entered_by__isnull=False,
                    entered_at__isnull=False,
                    source_on__isnull=False,
                ),
                name="entered_figure_is_of_a_region_and_has_its_date",
            ),
        ]

    def __str__(self):
        return f"{self.key} {self.segment} {self.period}"

    def get_age_on(self):
        """Return the day a figure dates from: that of its source, else the last day of its year."""
        return self.source_on or date(self.year, 12, 31)

    def is_old(self, today):
        """Tell whether a figure dates from more than a year ago."""
        return self.get_age_on() < today - FRESH
