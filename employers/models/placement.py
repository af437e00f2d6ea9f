"""The doing that willen and kunnen are checked against: work that was really given, without a word about a person."""

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q

from employers.models.employer import Employer
from employers.placing import ASKED_AFTER, is_answer_due
from regions.access import ScopedQuerySet


class PlacementForm(models.TextChoices):
    """In which form someone works there."""

    EMPLOYED = "employed", "In dienst"
    SECONDED = "seconded", "Detachering"
    TRIAL = "trial", "Proefplaatsing"
    SROI = "sroi", "SROI-plaatsing"
    WORK_EXPERIENCE = "work_experience", "Werkervaringsplek"
    TRAINING = "training", "Leerwerkplek (BBL of BOL)"
    SHELTERED = "sheltered", "Beschut werk"


class StillThere(models.TextChoices):
    """Whether the placement still stood after so many months; empty when nobody asked yet."""

    YES = "yes", "Ja"
    NO = "no", "Nee"
    UNKNOWN = "unknown", "Weet ik niet"


class PlacementQuerySet(ScopedQuerySet):
    region_path = "employer__region"


class Placement(models.Model):
    """One place that someone from the target group took at an employer. There is no field for words: no person fits in it."""

    employer = models.ForeignKey(Employer, models.PROTECT, related_name="placements")
    form = models.CharField("vorm", max_length=16, choices=PlacementForm)
    hours = models.PositiveSmallIntegerField("uren per week", validators=[MinValueValidator(1), MaxValueValidator(40)])
    started_on = models.DateField("begonnen op")
    after_6_months = models.CharField("na 6 maanden nog aan het werk", max_length=7, choices=StillThere, blank=True)
    after_12_months = models.CharField("na 12 maanden nog aan het werk", max_length=7, choices=StillThere, blank=True)
    # The employer's own region, which the database holds; see Visit.
    region = models.ForeignKey("regions.Region", models.PROTECT, related_name="+", editable=False, db_index=False)
    created_at = models.DateTimeField(auto_now_add=True)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", editable=False)

    objects = PlacementQuerySet.as_manager()

    class Meta:
        verbose_name = "plaatsing"
        verbose_name_plural = "plaatsingen"
        ordering = ["-started_on", "-pk"]
        indexes = [
            models.Index(fields=["employer", "-started_on"], include=["form"], name="placement_by_employer"),
            models.Index(
                fields=["region", "started_on"],
                include=["employer", "form", "after_6_months", "after_12_months"],
                name="placement_in_region",
            ),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(hours__gte=1, hours__lte=40), name="placement_has_1_to_40_hours"),
            models.CheckConstraint(
                condition=~Q(after_6_months=StillThere.NO.value, after_12_months=StillThere.YES.value),
                name="who_left_within_6_months_is_not_there_after_12",
            ),
        ]

    def __str__(self):
        return f"{self.get_form_display()}, {self.hours} uur per week"

    def get_open_months(self, today):
        """Return after how many months (6, 12) it can be asked by `today` and was not yet; who left is not asked again."""
        if self.after_6_months == StillThere.NO:
            return []
        answers = dict(zip(ASKED_AFTER, (self.after_6_months, self.after_12_months), strict=True))
        return [
            months for months, given in answers.items() if not given and is_answer_due(self.started_on, months, today)
        ]
