"""What was answered and advised, counted: rows kept in the transaction of the visit, so that figures never read the answers."""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from checklists.models.advice import Advice
from checklists.models.question import Question
from regions.access import ScopedQuerySet

MOST_LOW, LEAST_HIGH = 1, 3  # on the scale of 0 to 4; from -2 to 2, nought counts as 2


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


class AnswerDigestQuerySet(ScopedQuerySet):
    """Digests; the region stands on the row itself."""


class AnswerDigest(models.Model):
    """Which questions were answered how at one visit that was concluded: numbers of questions, never a word of an answer.

    Who answered low is then read from the visits of a quarter, not from the answers of the country. Concluding makes it,
    reopening takes it away; `manage.py rebuild_summaries` proves it equal.
    """

    visit = models.OneToOneField("employers.Visit", models.CASCADE, primary_key=True, related_name="+")
    region = models.ForeignKey("regions.Region", models.PROTECT, related_name="+", db_index=False)
    employer = models.ForeignKey("employers.Employer", models.PROTECT, related_name="+")
    held_on = models.DateField()
    low = ArrayField(models.BigIntegerField())
    high = ArrayField(models.BigIntegerField())
    not_discussed = ArrayField(models.BigIntegerField())
    not_applicable = ArrayField(models.BigIntegerField())

    objects = AnswerDigestQuerySet.as_manager()

    class Meta:
        ordering = ["visit"]
        indexes = [models.Index(fields=["region", "held_on"], name="digest_in_region")]

    def __str__(self):
        return f"{self.visit_id}: {len(self.low)} laag, {len(self.high)} hoog"


class AdvisedInstrumentQuerySet(ScopedQuerySet):
    """What was advised; the region stands on the row itself."""


class AdvisedInstrument(models.Model):
    """One instrument that an advice names; written with the advice, so that nobody has to read all advices to count."""

    advice = models.ForeignKey(Advice, models.CASCADE, related_name="advised_instruments")
    region = models.ForeignKey("regions.Region", models.PROTECT, related_name="+", db_index=False)
    employer = models.ForeignKey("employers.Employer", models.PROTECT, related_name="+")
    slug = models.CharField(max_length=60)  # as the advice has it: an instrument may leave the catalogue
    given_on = models.DateField()
    # Whether this is the first time in its quarter that this employer got this advice: figures count employers, not advices.
    is_first = models.BooleanField()

    objects = AdvisedInstrumentQuerySet.as_manager()

    class Meta:
        ordering = ["given_on", "pk"]
        indexes = [
            models.Index(
                fields=["region", "given_on"], include=["slug", "employer", "is_first"], name="advised_in_region"
            ),
        ]
        constraints = [models.UniqueConstraint(fields=["advice", "slug"], name="one_row_per_advice_and_instrument")]

    def __str__(self):
        return f"{self.advice_id}: {self.slug}"
