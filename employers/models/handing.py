"""Who handed which employer over to whom, with the note that both of them read."""

from django.conf import settings
from django.db import models

from employers.models.employer import Employer
from regions.access import ScopedQuerySet


class OpenWork(models.TextChoices):
    """What someone can have in hand; it goes to a colleague before they leave."""

    EMPLOYERS = "employers", "Werkgevers als vaste contactpersoon"
    VISITS = "visits", "Bezoeken die nog komen of niet zijn afgerond"
    AGREEMENTS = "agreements", "Open afspraken"


class HandOverQuerySet(ScopedQuerySet):
    region_path = "employer__region"


class HandOver(models.Model):
    """One employer that went from one fixed contact to another; never changed after."""

    employer = models.ForeignKey(Employer, models.PROTECT, related_name="hand_overs")
    from_user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    to_user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    note = models.CharField(max_length=300)
    handed_at = models.DateTimeField(auto_now_add=True)
    handed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    objects = HandOverQuerySet.as_manager()

    class Meta:
        ordering = ["-handed_at", "-pk"]
        indexes = [
            models.Index(fields=["to_user", "-handed_at"], name="hand_over_by_receiver"),
            models.Index(fields=["from_user", "-handed_at"], name="hand_over_by_giver"),
        ]

    def __str__(self):
        return f"{self.employer_id} > {self.to_user_id}"
