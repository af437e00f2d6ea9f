"""A visit to an employer and every step it took."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from employers.models.choices import DeterminantLabel, ProfileLabel
from employers.models.employer import Contact, Employer
from regions.access import ScopedQuerySet


class VisitPlace(models.TextChoices):
    """Where we speak each other."""

    AT_EMPLOYER = "at_employer", "Bij de werkgever"
    AT_DESK = "at_desk", "Bij ons"
    ONLINE = "online", "Online"
    PHONE = "phone", "Telefonisch"


class VisitState(models.TextChoices):
    """How far a visit is."""

    PLANNED = "planned", "Gepland"
    UNDER_WAY = "under_way", "Bezig"
    CONCLUDED = "concluded", "Afgerond"
    CANCELLED = "cancelled", "Afgezegd"


class VisitQuerySet(ScopedQuerySet):
    region_path = "employer__region"


class Visit(models.Model):
    """One conversation with an employer: planned, prepared, done and concluded, or cancelled; never deleted."""

    employer = models.ForeignKey(Employer, models.PROTECT, related_name="visits", verbose_name="werkgever")
    state = models.CharField("stand", max_length=10, choices=VisitState, default=VisitState.PLANNED)
    planned_at = models.DateTimeField("datum en tijd")
    place = models.CharField("waar", max_length=12, choices=VisitPlace, default=VisitPlace.AT_EMPLOYER)
    location = models.CharField("adres of link", max_length=200, blank=True)
    goal = models.TextField("doel van het gesprek", max_length=1000, blank=True)
    advisers = models.ManyToManyField(settings.AUTH_USER_MODEL, related_name="visits", verbose_name="adviseurs")
    contacts = models.ManyToManyField(Contact, blank=True, related_name="visits", verbose_name="gesprekspartners")
    concluded_at = models.DateTimeField(null=True, blank=True)
    cancelled_at = models.DateTimeField(null=True, blank=True)
    cancel_reason = models.CharField("reden van afzeggen", max_length=300, blank=True)
    # What the figures count by; only employers.actions writes these. The region is the employer's own, which the database
    # holds with a key of two columns, so that a region is counted without reading its employers.
    region = models.ForeignKey("regions.Region", models.PROTECT, related_name="+", editable=False, db_index=False)
    held_on = models.DateField("gehouden op", null=True, editable=False)
    profile = models.CharField("profiel", max_length=5, choices=ProfileLabel, blank=True, editable=False)
    lowest_determinant = models.CharField(max_length=3, choices=DeterminantLabel, blank=True, editable=False)
    advised_on = models.DateField("eerste advies op", null=True, editable=False)
    advised_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", editable=False, db_index=False
    )
    created_at = models.DateTimeField(auto_now_add=True)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", editable=False)

    objects = VisitQuerySet.as_manager()

    class Meta:
        verbose_name = "bezoek"
        verbose_name_plural = "bezoeken"
        ordering = ["-planned_at", "-pk"]
        indexes = [
            models.Index(fields=["employer", "-planned_at"], name="visit_by_employer"),
            models.Index(
                fields=["region", "held_on"],
                include=["id", "employer", "profile", "lowest_determinant"],
                condition=Q(held_on__isnull=False),
                name="visit_held_in_region",
            ),
            models.Index(
                fields=["region", "advised_on"],
                include=["id", "employer", "advised_by"],
                condition=Q(advised_on__isnull=False),
                name="visit_advised_in_region",
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(state=VisitState.CONCLUDED.value, concluded_at__isnull=False)
                | (~Q(state=VisitState.CONCLUDED.value) & Q(concluded_at=None)),
                name="concluded_visit_has_its_moment",
            ),
            models.CheckConstraint(
                condition=Q(state=VisitState.CONCLUDED.value, held_on__isnull=False)
                | (~Q(state=VisitState.CONCLUDED.value) & Q(held_on=None, profile="", lowest_determinant="")),
                name="only_a_concluded_visit_counts",
            ),
            models.CheckConstraint(
                condition=Q(advised_on=None, advised_by=None) | Q(advised_on__isnull=False, advised_by__isnull=False),
                name="advised_visit_says_by_whom",
            ),
            models.CheckConstraint(
                condition=(Q(state=VisitState.CANCELLED.value, cancelled_at__isnull=False) & ~Q(cancel_reason=""))
                | (~Q(state=VisitState.CANCELLED.value) & Q(cancelled_at=None)),
                name="cancelled_visit_has_moment_and_reason",
            ),
        ]

    def __str__(self):
        return f"{self.employer}, {self.planned_at:%d-%m-%Y}"

    @property
    def is_open(self):
        """Tell whether anything about this visit may still change."""
        return self.state in (VisitState.PLANNED, VisitState.UNDER_WAY)


class VisitStep(models.Model):
    """One step of a visit: from which state to which, by whom, when and why."""

    visit = models.ForeignKey(Visit, models.PROTECT, related_name="steps")
    from_state = models.CharField(max_length=10, choices=VisitState, blank=True)
    to_state = models.CharField(max_length=10, choices=VisitState)
    reason = models.CharField(max_length=300, blank=True)
    taken_at = models.DateTimeField(auto_now_add=True)
    taken_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        ordering = ["taken_at", "pk"]

    def __str__(self):
        return f"{self.from_state or '-'} > {self.to_state}"
