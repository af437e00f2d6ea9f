"""What devices sent that was stored: one row per change, so that the same change is never applied twice."""

from django.conf import settings
from django.db import models

from regions.access import ScopedQuerySet


class AppliedChangeQuerySet(ScopedQuerySet):
    region_path = "visit__employer__region"


class AppliedChange(models.Model):
    """One change that a device sent, under the number the device gave it, with what was replied the first time."""

    visit = models.ForeignKey("employers.Visit", models.CASCADE, related_name="+")
    uuid = models.UUIDField()
    kind = models.CharField(max_length=10)
    reply = models.JSONField()
    applied_at = models.DateTimeField(auto_now_add=True)
    applied_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    objects = AppliedChangeQuerySet.as_manager()

    class Meta:
        # Per person: nobody learns or blocks anything with a number that somebody else's device made.
        constraints = [models.UniqueConstraint(fields=["applied_by", "uuid"], name="one_change_is_applied_once")]

    def __str__(self):
        return f"{self.kind} {self.uuid}"
