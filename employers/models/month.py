"""What was done in one region in one month: kept in the transaction of each visit and advice, so that nobody has to count."""

from django.db import models


class RegionMonth(models.Model):
    """The concluded visits and the first advices of one region in one month; numbers only, no employer."""

    region = models.ForeignKey("regions.Region", models.PROTECT, related_name="+", db_index=False)
    month = models.DateField()  # its first day
    visits = models.IntegerField(default=0)
    advices = models.IntegerField(default=0)

    class Meta:
        ordering = ["region", "month"]
        constraints = [models.UniqueConstraint(fields=["region", "month"], name="one_row_per_region_and_month")]

    def __str__(self):
        return f"{self.region_id} {self.month:%Y-%m}"
