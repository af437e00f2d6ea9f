"""What was done in one region in one month: kept in the transaction of each visit and advice, so that nobody has to count."""

from django.conf import settings
from django.db import models


class RegionMonth(models.Model):
    """The concluded visits and the first advices of one region in one month: of all, and of each adviser apart.

    A row without adviser is about all. A visit of two advisers counts once there, and once with each of them.
    """

    region = models.ForeignKey("regions.Region", models.PROTECT, related_name="+", db_index=False)
    month = models.DateField()  # its first day
    adviser = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", db_index=False
    )
    visits = models.IntegerField(default=0)
    advices = models.IntegerField(default=0)
    # Of the quarter that begins in this month, on the row of all: with how many employers a visit was held, each once.
    employers = models.IntegerField(default=0)

    class Meta:
        ordering = ["region", "month", "adviser"]
        constraints = [
            models.UniqueConstraint(
                fields=["region", "month", "adviser"],
                name="one_row_per_region_month_and_adviser",
                nulls_distinct=False,
            )
        ]

    def __str__(self):
        return f"{self.region_id} {self.month:%Y-%m} {self.adviser_id or ''}".strip()
