"""The advice of a visit: what the adviser changed in it, and the frozen papers that were handed over."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from checklists.models.answer import Checklist
from regions.access import ScopedQuerySet


class AdjustmentKind(models.TextChoices):
    """What was changed."""

    TIP = "tip", "Tip"
    INSTRUMENT = "instrument", "Instrument"


class AdjustmentQuerySet(ScopedQuerySet):
    region_path = "checklist__visit__employer__region"


class Adjustment(models.Model):
    """A tip or instrument that the adviser took out, put in or swapped, and why."""

    checklist = models.ForeignKey(Checklist, models.PROTECT, related_name="adjustments")
    kind = models.CharField(max_length=10, choices=AdjustmentKind)
    removed_key = models.CharField("eruit", max_length=60, blank=True)
    added_key = models.CharField("erin", max_length=60, blank=True)
    reason = models.CharField("waarom", max_length=300)
    is_withdrawn = models.BooleanField(default=False)
    made_at = models.DateTimeField(auto_now_add=True)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    objects = AdjustmentQuerySet.as_manager()

    class Meta:
        ordering = ["made_at", "pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(removed_key="", added_key=""), name="adjustment_changes_something"),
            models.CheckConstraint(condition=~Q(reason=""), name="adjustment_says_why"),
        ]

    def __str__(self):
        return f"{self.kind}: -{self.removed_key} +{self.added_key}"


class AdviceQuerySet(ScopedQuerySet):
    region_path = "checklist__visit__employer__region"


class Advice(models.Model):
    """An advice as it was given; a correction is a next number. A trigger in the database refuses any change."""

    checklist = models.ForeignKey(Checklist, models.PROTECT, related_name="advices")
    number = models.CharField("nummer", max_length=20, unique=True)
    content = models.JSONField()
    question_set = models.ForeignKey("checklists.QuestionSet", models.PROTECT)
    scoring_version = models.CharField(max_length=20)
    catalogue_on = models.DateField()
    given_at = models.DateTimeField()
    given_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    objects = AdviceQuerySet.as_manager()

    class Meta:
        verbose_name = "advies"
        verbose_name_plural = "adviezen"
        ordering = ["-given_at", "-pk"]

    def __str__(self):
        return self.number


class Paper(models.TextChoices):
    """The two documents of an advice."""

    EMPLOYER = "employer", "Advies voor de werkgever"
    INTERNAL = "internal", "Intern verslag"


class AdviceDocumentQuerySet(ScopedQuerySet):
    region_path = "advice__checklist__visit__employer__region"


class AdviceDocument(models.Model):
    """The bytes of one paper as they were handed over; a reprint is these bytes again."""

    advice = models.ForeignKey(Advice, models.PROTECT, related_name="documents")
    paper = models.CharField(max_length=8, choices=Paper)
    pdf = models.BinaryField()
    sha256 = models.CharField(max_length=64)

    objects = AdviceDocumentQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["advice", "paper"], name="one_document_per_paper")]

    def __str__(self):
        return f"{self.advice_id} {self.paper}"


class AdviceNumber(models.Model):
    """The last advice number a region gave out in a year; taking the next one locks this row."""

    region = models.ForeignKey("regions.Region", models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["region", "year"], name="one_counter_per_region_and_year")]

    def __str__(self):
        return f"{self.region_id} {self.year}: {self.last}"
