"""The checklist of one visit, its answers, and every change they went through."""

import json
from hashlib import sha256

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from checklists.models.question import Question, QuestionSet
from regions.access import ScopedQuerySet


class ChecklistQuerySet(ScopedQuerySet):
    region_path = "visit__employer__region"


class Checklist(models.Model):
    """The questions of one visit; from the moment it is concluded nothing in it changes, unless it is reopened."""

    visit = models.OneToOneField("employers.Visit", models.PROTECT, related_name="checklist")
    question_set = models.ForeignKey(QuestionSet, models.PROTECT)
    is_short = models.BooleanField("korte lijst", default=False)
    concluded_at = models.DateTimeField(null=True, blank=True)
    concluded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", editable=False
    )
    chosen_profile = models.CharField("gekozen profiel", max_length=5, blank=True)
    chosen_reason = models.CharField("waarom", max_length=500, blank=True)
    note = models.TextField("notitie bij het bezoek", max_length=4000, blank=True)
    note_saved_at = models.DateTimeField(null=True, blank=True)
    note_saved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", editable=False
    )
    # For whom and for which place instruments are looked at: groups of the decision table and numbers, never a person.
    groups = ArrayField(models.CharField(max_length=30), verbose_name="doelgroepen", default=list)
    place = models.JSONField("de plek", default=dict)  # hours, months, is_hirer: what was filled in
    focus_saved_at = models.DateTimeField(null=True, blank=True)
    focus_saved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", editable=False
    )
    closing_words = models.TextField("slotwoord van het advies", max_length=2000, blank=True)
    score = models.JSONField(null=True, blank=True, editable=False)
    scoring_version = models.CharField(max_length=20, blank=True, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", editable=False)

    objects = ChecklistQuerySet.as_manager()

    class Meta:
        verbose_name = "checklist"
        # From the visits of a region to their answers without reading the checklists, which hold a score each.
        indexes = [models.Index(fields=["visit"], include=["id"], name="checklist_of_visit")]
        constraints = [
            models.CheckConstraint(
                condition=Q(concluded_at=None, concluded_by=None, score=None)
                | Q(concluded_at__isnull=False, concluded_by__isnull=False, score__isnull=False),
                name="concluded_checklist_has_moment_person_and_score",
            ),
            models.CheckConstraint(
                condition=Q(chosen_profile="") | ~Q(chosen_reason=""), name="chosen_profile_says_why"
            ),
        ]

    def __str__(self):
        return f"Checklist {self.visit_id}"

    @property
    def is_concluded(self):
        return self.concluded_at is not None

    @property
    def note_mark(self):
        """Return a short mark of the general note, by which a page can tell whether someone changed it."""
        return sha256(self.note.encode()).hexdigest()[:32]

    @property
    def focus_mark(self):
        """Return a short mark of the groups and the place, by which a page can tell whether someone changed them."""
        return sha256(json.dumps([self.groups, self.place], sort_keys=True).encode()).hexdigest()[:32]


class AnswerState(models.TextChoices):
    """What became of a question; not discussed is never a zero."""

    ANSWERED = "answered", "Beantwoord"
    NOT_DISCUSSED = "not_discussed", "Niet besproken"
    NOT_APPLICABLE = "not_applicable", "Niet van toepassing"


class SaidBy(models.TextChoices):
    """Whose words an answer is."""

    EMPLOYER = "employer", "De werkgever zelf"
    MANAGER = "manager", "De leidinggevende"
    ESTIMATE = "estimate", "Mijn inschatting"


# Both the answer and its history carry these columns; the database refuses a number without "answered" and the reverse.
VALUE_FITS_STATE = Q(state=AnswerState.ANSWERED.value, value__isnull=False, value__gte=-2, value__lte=4) | (
    ~Q(state=AnswerState.ANSWERED.value) & Q(value=None)
)


class AnswerQuerySet(ScopedQuerySet):
    region_path = "checklist__visit__employer__region"


class Answer(models.Model):
    """What was answered to one question; made empty with the checklist, so that saving is always a plain update."""

    checklist = models.ForeignKey(Checklist, models.PROTECT, related_name="answers")
    question = models.ForeignKey(Question, models.PROTECT)
    state = models.CharField(max_length=14, choices=AnswerState, default=AnswerState.NOT_DISCUSSED)
    value = models.SmallIntegerField(null=True, blank=True)
    said_by = models.CharField("wie zegt dit", max_length=8, choices=SaidBy, default=SaidBy.EMPLOYER)
    note = models.TextField("notitie", max_length=4000, blank=True)
    revision = models.PositiveIntegerField(default=0)  # 0: nobody touched it yet
    saved_at = models.DateTimeField(null=True, blank=True)
    saved_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")

    objects = AnswerQuerySet.as_manager()

    class Meta:
        verbose_name = "antwoord"
        verbose_name_plural = "antwoorden"
        constraints = [
            models.UniqueConstraint(fields=["checklist", "question"], name="one_answer_per_question"),
            models.CheckConstraint(condition=VALUE_FITS_STATE, name="answer_value_fits_its_state"),
        ]

    def __str__(self):
        return f"{self.question_id}: {self.value if self.value is not None else self.state}"


class AnswerChange(models.Model):
    """One change of one answer; append-only, which a trigger in the database holds."""

    answer = models.ForeignKey(Answer, models.PROTECT, related_name="changes")
    revision = models.PositiveIntegerField()
    state = models.CharField(max_length=14, choices=AnswerState)
    value = models.SmallIntegerField(null=True, blank=True)
    said_by = models.CharField(max_length=8, choices=SaidBy)
    note = models.TextField(blank=True)
    changed_at = models.DateTimeField()
    changed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        ordering = ["answer", "revision"]
        constraints = [
            models.UniqueConstraint(fields=["answer", "revision"], name="one_change_per_revision"),
            models.CheckConstraint(condition=VALUE_FITS_STATE, name="change_value_fits_its_state"),
        ]

    def __str__(self):
        return f"{self.answer_id} #{self.revision}"
