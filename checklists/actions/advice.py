"""Changing what an advice proposes, and giving it: frozen once, numbered, with the bytes of both papers."""

import hashlib

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from checklists.actions.advised import keep_advised
from checklists.advising import compose, recommend
from checklists.models import Adjustment, Advice, AdviceDocument, AdviceNumber, Checklist, Paper
from checklists.papers import render_paper
from checklists.queries.advice import get_case, get_instruments, get_signatory, get_tips
from employers import actions as employers


class NotConcluded(Exception):
    """An advice can only be given on a checklist that is concluded."""


@transaction.atomic
def adjust(*, by, checklist, kind, removed_key, added_key, reason):
    """Take a tip or instrument out of the advice, put one in, or swap; the reason stays with it."""
    return Adjustment.objects.create(
        checklist=checklist, kind=kind, removed_key=removed_key, added_key=added_key, reason=reason, made_by=by
    )


@transaction.atomic
def withdraw_adjustment(*, by, adjustment):
    """Undo an adjustment; the row stays and says that it no longer counts."""
    adjustment.is_withdrawn = True
    adjustment.save(update_fields=["is_withdrawn"])
    return adjustment


@transaction.atomic
def save_closing_words(*, by, checklist, closing_words):
    """Keep the adviser's own closing words for the advice; empty means the usual words."""
    Checklist.objects.filter(pk=checklist.pk).update(closing_words=closing_words)
    checklist.closing_words = closing_words
    return checklist


@transaction.atomic
def give_advice(*, by, checklist):
    """Freeze the advice of a concluded checklist: next number, content, and both papers with their sha256.

    Raises NotConcluded before that, and wsp.pdf's errors when a paper cannot be made; then nothing is stored.
    """
    rows = Checklist.objects.select_for_update(of=["self"])
    locked = rows.select_related("visit__employer__region", "question_set").get(pk=checklist.pk)
    if not locked.is_concluded:
        raise NotConcluded
    case = get_case(locked)
    today = timezone.localdate()
    recommendation = recommend(case, get_tips(), get_instruments(), today)
    number = _take_number(case.employer.region)
    content = compose(case, recommendation, number=number, given_on=today, adviser=get_signatory(case, by))
    advice = Advice.objects.create(
        checklist=checklist,
        number=number,
        content=content,
        question_set=locked.question_set,
        scoring_version=case.score.version,
        catalogue_on=recommendation.catalogue_on,
        given_at=timezone.now(),
        given_by=by,
    )
    for paper in Paper:
        pdf = render_paper(paper, content)
        AdviceDocument.objects.create(advice=advice, paper=paper, pdf=pdf, sha256=hashlib.sha256(pdf).hexdigest())
    keep_advised(by=by, advice=advice, employer=case.employer, given_on=today)
    employers.record_advice(by=by, visit=case.visit, number=number)
    return advice


def _take_number(region):
    """Return the next advice number of a region in this year, such as AM01-2026-0007; the row lock makes it unique."""
    year = timezone.localdate().year
    AdviceNumber.objects.bulk_create([AdviceNumber(region=region, year=year)], ignore_conflicts=True)
    AdviceNumber.objects.filter(region=region, year=year).update(last=F("last") + 1)
    last = AdviceNumber.objects.values_list("last", flat=True).get(region=region, year=year)
    return f"{region.code}-{year}-{last:04d}"
