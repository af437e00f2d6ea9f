"""National figures to lay a conversation beside, each with its year and source."""

from django.db import models


class Verification(models.TextChoices):
    """How sure we are of a figure."""

    YES = "yes", "gelezen in de bron"
    SECOND_HAND = "second_hand", "uit een betrouwbare tweede bron"
    NO = "no", "niet nagegaan"


class Benchmark(models.Model):
    """One figure about one segment; national, holds no employer's row."""

    key = models.CharField(max_length=40)
    segment_kind = models.CharField(max_length=10)
    segment = models.CharField(max_length=40)
    period = models.CharField(max_length=20)
    year = models.PositiveSmallIntegerField()
    value_text = models.CharField(max_length=40)
    value = models.DecimalField(max_digits=12, decimal_places=2, null=True, blank=True)
    unit = models.CharField(max_length=40, blank=True)
    base = models.CharField(max_length=200, blank=True)
    statement = models.CharField(max_length=400)
    source_code = models.CharField(max_length=20)
    source = models.CharField(max_length=300)
    verified = models.CharField(max_length=12, choices=Verification)

    class Meta:
        verbose_name = "landelijk cijfer"
        verbose_name_plural = "landelijke cijfers"
        ordering = ["key", "-year", "segment_kind", "segment"]
        constraints = [
            models.UniqueConstraint(
                fields=["key", "segment_kind", "segment", "period"], name="one_figure_per_segment_and_period"
            )
        ]

    def __str__(self):
        return f"{self.key} {self.segment} {self.period}"
