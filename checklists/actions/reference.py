"""Loading question sets and tips from fixtures/; what answers were given to keeps its meaning."""

import hashlib
import json
import uuid

from django.db import transaction

from checklists.models import Answer, AnswerState, Question, QuestionKind, QuestionSet, Section, Tip
from instruments.rules import check_rule, check_unless

_QUESTION_FIELDS = [
    "section",
    "seed_code",
    "kind",
    "text",
    "ask",
    "anchors",
    "weights",
    "is_short",
    "evidence",
    "order",
]


class ChangedMeaning(ValueError):
    """A question that was answered would count differently or disappear; that asks for a new version of the set."""


@transaction.atomic
def load_questions(*, by, reference):
    """Load the parsed fixtures/questions.json, make it the current version of its code, and return the number of questions.

    `by` is None when a command loads it. Raises ChangedMeaning when questions with answers would change kind or weights
    or disappear; wording, anchors and order may always be corrected.
    """
    digest = hashlib.sha256(json.dumps(reference, sort_keys=True).encode()).hexdigest()
    rows = [question for section in reference["sections"] for question in section["questions"]]
    known = QuestionSet.objects.filter(code=reference["code"], version=reference["version"]).first()
    if known is not None and known.digest == digest and known.is_current:
        return len(rows)
    if known is not None:
        _refuse_changed_meaning(known, {row["key"]: row for row in rows})
    QuestionSet.objects.filter(code=reference["code"]).exclude(version=reference["version"]).update(is_current=False)
    question_set, _ = QuestionSet.objects.update_or_create(
        code=reference["code"],
        version=reference["version"],
        defaults={field: reference[field] for field in ("title", "phase", "source")}
        | {"digest": digest, "loading": uuid.uuid4(), "is_current": True},
    )
    _load_sections(question_set, reference["sections"])
    return len(rows)


def _refuse_changed_meaning(question_set, rows):
    answered = Answer.objects.filter(checklist__question_set=question_set).exclude(state=AnswerState.NOT_DISCUSSED)
    for question in Question.objects.filter(pk__in=answered.values("question_id")):
        row = rows.get(question.key)
        if row is None or row["kind"] != question.kind or row["weights"] != question.weights:
            raise ChangedMeaning(
                f"question {question.key} of {question_set} has answers; give the set a new version to change what it means"
            )
    if Answer.objects.filter(checklist__question_set=question_set).exists():
        present = set(Question.objects.filter(section__question_set=question_set).values_list("key", flat=True))
        if present != set(rows):
            raise ChangedMeaning(f"{question_set} is in use; give it a new version to add or leave out questions")


def _load_sections(question_set, sections):
    for number, section in enumerate(sections):
        row, _ = Section.objects.update_or_create(
            question_set=question_set,
            key=section["key"],
            defaults={"title": section["title"], "intro": section["intro"], "order": number},
        )
        for place, question in enumerate(section["questions"]):
            _load_question(row, place, question)
    kept = [question["key"] for section in sections for question in section["questions"]]
    Question.objects.filter(section__question_set=question_set).exclude(key__in=kept).delete()
    Section.objects.filter(question_set=question_set).exclude(key__in=[one["key"] for one in sections]).delete()


def _load_question(section, place, row):
    QuestionKind(row["kind"])
    values = {
        "section": section,
        "seed_code": row["seed"],
        "is_short": row["short"],
        "order": place,
        **{field: row[field] for field in _QUESTION_FIELDS if field in row},
    }
    Question.objects.update_or_create(
        key=row["key"],
        section__question_set=section.question_set,
        defaults=values,
        create_defaults={**values, "key": row["key"]},
    )


@transaction.atomic
def load_tips(*, by, reference):
    """Load the parsed fixtures/tips.json by key and return the number of tips; raises ValueError for a rule nobody can read."""
    for row in reference["tips"]:
        for rule in row["rules"]:
            check_rule(rule)
        for entry in row["unless"]:
            check_unless(entry)
    fields = ["order", "title", "text", "adviser_text", "audience", "evidence", "rules", "unless", "version"]
    Tip.objects.bulk_create(
        [
            Tip(
                key=row["key"],
                order=row["seed_order"],
                version=reference["version"],
                **{field: row[field] for field in fields if field in row},
            )
            for row in reference["tips"]
        ],
        update_conflicts=True,
        unique_fields=["key"],
        update_fields=fields,
    )
    return len(reference["tips"])
