"""What is due to be destroyed in a region: made at night, checked by one person, approved by a second, then carried out."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from regions.access import ScopedQuerySet


class ListState(models.TextChoices):
    """How far a destruction list is."""

    PROPOSED = "proposed", "Voorgesteld"
    CHECKED = "checked", "Nagekeken"
    APPROVED = "approved", "Goedgekeurd"
    DONE = "done", "Uitgevoerd"
    WITHDRAWN = "withdrawn", "Ingetrokken"


class DestructionListQuerySet(ScopedQuerySet):
    """Destruction lists; the region stands on the row itself."""


class DestructionList(models.Model):
    """One list of rows in one region whose term is over; two different people stand behind it before anything goes."""

    region = models.ForeignKey("regions.Region", models.PROTECT, related_name="+")
    state = models.CharField("stand", max_length=9, choices=ListState, default=ListState.PROPOSED)
    made_at = models.DateTimeField(auto_now_add=True)
    checked_at = models.DateTimeField(null=True, blank=True)
    checked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    approved_at = models.DateTimeField(null=True, blank=True)
    approved_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    done_at = models.DateTimeField(null=True, blank=True)

    objects = DestructionListQuerySet.as_manager()

    class Meta:
        verbose_name = "vernietigingslijst"
        verbose_name_plural = "vernietigingslijsten"
        ordering = ["-made_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(approved_by=None) | (Q(checked_by__isnull=False) & ~Q(approved_by=F("checked_by"))),
                name="second_person_approves_destruction",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["approved", "done"]) | Q(approved_by__isnull=False),
                name="destruction_is_approved_by_someone",
            ),
            models.UniqueConstraint(
                fields=["region"],
                condition=Q(state__in=["proposed", "checked"]),
                name="one_open_destruction_list_per_region",
            ),
        ]

    def __str__(self):
        return f"{self.region} {self.made_at:%d-%m-%Y}"


class DestructionLine(models.Model):
    """One kind of rows on a list: which, and how many went. What stood in them is nowhere kept."""

    list = models.ForeignKey(DestructionList, models.CASCADE, related_name="lines")
    key = models.CharField(max_length=30)  # of the line in fixtures/retention.json
    rows = ArrayField(models.BigIntegerField(), verbose_name="nummers van de rijen")
    gone = models.PositiveIntegerField("vernietigd", null=True, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["list", "key"], name="one_destruction_line_per_key")]

    def __str__(self):
        return f"{self.key}: {len(self.rows)}"
