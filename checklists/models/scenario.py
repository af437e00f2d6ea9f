"""The calculations that were kept with a visit, as they came out on their day."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from regions.access import ScopedQuerySet


class ScenarioQuerySet(ScopedQuerySet):
    region_path = "visit__employer__region"


class Scenario(models.Model):
    """One calculation kept with a visit: what was filled in and what came out, with every step and source; no person.

    The result is frozen when it is made: an amount that changes later changes nothing here. What the adviser takes away
    again stays as a row, and an advice that has it keeps it.
    """

    visit = models.ForeignKey("employers.Visit", models.PROTECT, related_name="scenarios")
    kind = models.CharField("soort", max_length=20)
    input = models.JSONField("ingevuld")
    result = models.JSONField("uitkomst")
    calculated_at = models.DateTimeField("uitgerekend op", auto_now_add=True)
    calculated_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", editable=False)
    withdrawn_at = models.DateTimeField(null=True, blank=True, editable=False)
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", editable=False
    )

    objects = ScenarioQuerySet.as_manager()

    class Meta:
        verbose_name = "berekening"
        verbose_name_plural = "berekeningen"
        ordering = ["calculated_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(withdrawn_at=None, withdrawn_by=None)
                | Q(withdrawn_at__isnull=False, withdrawn_by__isnull=False),
                name="withdrawn_scenario_has_moment_and_person",
            ),
            models.CheckConstraint(
                condition=Q(result__has_keys=["on", "outcomes", "steps", "sources", "indication"]),
                name="scenario_has_steps_sources_and_date",
            ),
        ]

    def __str__(self):
        return f"{self.kind} bij bezoek {self.visit_id}"
