"""Question sets and tips: national reference data, loaded from fixtures/, without a word about any employer."""

import uuid

from django.db import models


class QuestionSet(models.Model):
    """One version of the questions of a phase; answers keep pointing at the version they were given to."""

    code = models.SlugField("code", max_length=20)
    version = models.CharField("versie", max_length=20)
    title = models.CharField("titel", max_length=160)
    phase = models.PositiveSmallIntegerField("fase")
    source = models.JSONField("bron", default=dict)
    is_current = models.BooleanField("in gebruik voor nieuwe bezoeken", default=False)
    digest = models.CharField(max_length=64, editable=False, default="")  # of the file it was loaded from
    # New at every load that writes, and never the same twice: questions are kept in memory under it. The digest would not
    # do: a file that is put back after another has its digest again, and may have its questions under other numbers.
    loading = models.UUIDField(editable=False, default=uuid.uuid4)

    class Meta:
        verbose_name = "vragenlijst"
        verbose_name_plural = "vragenlijsten"
        ordering = ["code", "-version"]
        constraints = [
            models.UniqueConstraint(fields=["code", "version"], name="one_set_per_code_and_version"),
            models.UniqueConstraint(
                fields=["code"], condition=models.Q(is_current=True), name="one_current_version_per_code"
            ),
        ]

    def __str__(self):
        return f"{self.code} {self.version}"


class Section(models.Model):
    """A group of questions that are asked together."""

    question_set = models.ForeignKey(QuestionSet, models.PROTECT, related_name="sections")
    key = models.SlugField(max_length=30)
    title = models.CharField("titel", max_length=120)
    intro = models.TextField("inleiding", blank=True)
    order = models.PositiveSmallIntegerField()

    class Meta:
        verbose_name = "onderdeel"
        verbose_name_plural = "onderdelen"
        ordering = ["question_set", "order"]
        constraints = [models.UniqueConstraint(fields=["question_set", "key"], name="one_section_per_key")]

    def __str__(self):
        return self.title


class QuestionKind(models.TextChoices):
    """How a question is answered, and whether it counts."""

    SCALE = "scale", "Schaal 0 tot en met 4"
    BIPOLAR = "bipolar", "Nadeel of voordeel, -2 tot en met 2"
    CONTEXT = "context", "Omgeving, 0 tot en met 4, telt niet mee in de score"


class Question(models.Model):
    """One question, with the words to ask it by and what a low, middle and high answer look like."""

    section = models.ForeignKey(Section, models.PROTECT, related_name="questions")
    key = models.CharField("sleutel", max_length=10)
    seed_code = models.CharField("item van de handreiking", max_length=4)
    kind = models.CharField("soort", max_length=8, choices=QuestionKind)
    text = models.CharField("vraag", max_length=160)
    ask = models.TextField("zo vraagt u het")
    anchors = models.JSONField("wat is een laag, midden en hoog antwoord")
    weights = models.JSONField("determinanten en gewicht", default=dict)
    is_short = models.BooleanField("in de korte lijst", default=False)
    evidence = models.CharField("onderbouwing", max_length=300, blank=True)
    order = models.PositiveSmallIntegerField()

    class Meta:
        verbose_name = "vraag"
        verbose_name_plural = "vragen"
        ordering = ["section__order", "order"]
        constraints = [models.UniqueConstraint(fields=["section", "key"], name="one_question_per_key")]

    def __str__(self):
        return f"{self.key} {self.text}"


class Tip(models.Model):
    """One tip of the handreiking, with the rules that raise it."""

    key = models.CharField("sleutel", max_length=4, unique=True)
    order = models.PositiveSmallIntegerField("volgorde")
    title = models.CharField("titel", max_length=120)
    text = models.TextField("advies aan de werkgever")
    adviser_text = models.TextField("wat u als adviseur doet")
    audience = models.CharField("voor wie", max_length=10)
    evidence = models.TextField("onderbouwing", blank=True)
    rules = models.JSONField("wanneer past dit", default=list)
    unless = models.JSONField("wanneer juist niet", default=list)
    version = models.CharField("versie", max_length=20)

    class Meta:
        verbose_name = "tip"
        ordering = ["order"]

    def __str__(self):
        return f"{self.key} {self.title}"
