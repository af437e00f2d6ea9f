"""What was agreed: who does what, and by when."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from employers.models.employer import Employer
from employers.models.visit import Visit
from regions.access import ScopedQuerySet


class Side(models.TextChoices):
    """Which of the two made the promise."""

    EMPLOYER = "employer", "De werkgever"
    DESK = "desk", "Wij"


class AgreementState(models.TextChoices):
    """Whether the promise was kept."""

    OPEN = "open", "Open"
    DONE = "done", "Gedaan"
    DROPPED = "dropped", "Vervallen"


class AgreementQuerySet(ScopedQuerySet):
    region_path = "employer__region"


class Agreement(models.Model):
    """One concrete agreement with an employer; a changed promise is a new one, an old one is closed, not deleted."""

    employer = models.ForeignKey(Employer, models.PROTECT, related_name="agreements")
    visit = models.ForeignKey(Visit, models.PROTECT, null=True, blank=True, related_name="agreements")
    side = models.CharField("wie doet het", max_length=8, choices=Side)
    who = models.CharField("naam van de contactpersoon of het loket", max_length=120)
    what = models.CharField("wat is afgesproken", max_length=300)
    due_on = models.DateField("uiterlijk op")
    state = models.CharField("stand", max_length=7, choices=AgreementState, default=AgreementState.OPEN)
    closing_note = models.CharField("toelichting", max_length=300, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", editable=False
    )
    # The employer's own region, which the database holds; see Visit.
    region = models.ForeignKey("regions.Region", models.PROTECT, related_name="+", editable=False, db_index=False)
    created_at = models.DateTimeField(auto_now_add=True)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", editable=False)

    objects = AgreementQuerySet.as_manager()

    class Meta:
        verbose_name = "afspraak"
        verbose_name_plural = "afspraken"
        ordering = ["due_on", "pk"]
        indexes = [
            models.Index(fields=["employer", "state", "due_on"], name="agreement_by_employer"),
            models.Index(
                fields=["region", "due_on"],
                include=["id", "employer"],
                condition=Q(state="open"),
                name="agreement_open_in_region",
            ),
            models.Index(fields=["region", "created_at"], include=["employer"], name="agreement_made_in_region"),
            models.Index(
                fields=["region", "closed_at"],
                include=["employer", "due_on"],
                condition=Q(state="done"),
                name="agreement_kept_in_region",
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(state="open", closed_at=None, closed_by=None)
                | (~Q(state="open") & Q(closed_at__isnull=False, closed_by__isnull=False)),
                name="closed_agreement_says_when_and_by_whom",
            )
        ]

    def __str__(self):
        return self.what
