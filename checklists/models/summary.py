"""What was answered and advised, counted: rows kept in the transaction of the visit, so that figures never read the answers."""

from django.db import models

from checklists.models.advice import Advice
from checklists.models.question import Question
from regions.access import ScopedQuerySet


class AnswerCount(models.Model):
    """How often one answer was given to one question in one region and month; numbers only, no employer.

    Concluding a visit adds its answers, reopening takes them away; `manage.py rebuild_summaries` proves them equal.
    """

    region = models.ForeignKey("regions.Region", models.PROTECT, related_name="+", db_index=False)
    month = models.DateField()  # the first day of the month the visits were held in
    question = models.ForeignKey(Question, models.PROTECT, related_name="+")
    code = models.CharField(max_length=14)  # the number that was answered, else the state
    number = models.IntegerField()

    class Meta:
        ordering = ["region", "month", "question", "code"]
        constraints = [
            models.UniqueConstraint(
                fields=["region", "month", "question", "code"], name="one_count_per_region_month_question_and_code"
            )
        ]

    def __str__(self):
        return f"{self.region_id} {self.month:%Y-%m} {self.question_id} {self.code}: {self.number}"


class AdvisedInstrumentQuerySet(ScopedQuerySet):
    """What was advised; the region stands on the row itself."""


class AdvisedInstrument(models.Model):
    """One instrument that an advice names; written with the advice, so that nobody has to read all advices to count."""

    advice = models.ForeignKey(Advice, models.CASCADE, related_name="advised_instruments")
    region = models.ForeignKey("regions.Region", models.PROTECT, related_name="+", db_index=False)
    employer = models.ForeignKey("employers.Employer", models.PROTECT, related_name="+")
    slug = models.CharField(max_length=60)  # as the advice has it: an instrument may leave the catalogue
    given_on = models.DateField()

    objects = AdvisedInstrumentQuerySet.as_manager()

    class Meta:
        ordering = ["given_on", "pk"]
        indexes = [
            models.Index(fields=["region", "given_on"], include=["slug", "employer"], name="advised_in_region"),
        ]
        constraints = [models.UniqueConstraint(fields=["advice", "slug"], name="one_row_per_advice_and_instrument")]

    def __str__(self):
        return f"{self.advice_id}: {self.slug}"
