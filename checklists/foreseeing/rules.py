"""Which open visits would get another advice when the rules of one instrument change."""

import math
from collections import Counter
from dataclasses import dataclass

from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import Count, Exists, OuterRef, Q
from django.utils import timezone

from checklists.advising.recommending import is_valid
from checklists.facts import answer_facts, build_facts, employer_facts
from checklists.foreseeing.open_visits import is_open
from checklists.models import Adjustment, AdjustmentKind, Answer, AnswerState, Checklist
from checklists.queries import get_instruments, get_items, get_questions
from checklists.scoring import NOT_APPLICABLE, score
from employers.models import Employer
from instruments.foreseeing import Foreseen, Shift
from instruments.matching import match_catalogue
from instruments.models import InstrumentState
from instruments.queries import describe_for_decision
from instruments.rules import holds

MOST_WORKED_OUT = 2_000  # visits, the newest first: each takes well under a millisecond
_CHEAP = ("answer.", "employer.", "visit.")  # facts that are known without a score
RANKS = {"first": "bij de eerste drie", "also": "past ook", None: "niet genoemd"}
OTHERS = ("Andere instrumenten", "op hun plaats", "schuiven op of vallen weg")
REASON = ("om deze reden", "om een andere reden")


@dataclass(frozen=True)
class _Catalogues:
    """The instrument before and after (None: not usable then), and the rows that both catalogues share."""

    slug: str
    name: str
    before: dict | None
    after: dict | None
    others: list

    def find(self, facts):
        """Return slug -> Fit by the catalogue of now and by that of after the change."""
        return [
            {fit.slug: fit for fit in match_catalogue([*self.others, *([row] if row else [])], facts)}
            for row in (self.before, self.after)
        ]

    def may_match(self, cheap):
        """Tell whether a rule of before or after can still hold, by the facts that are known without a score."""
        rows = [row for row in (self.before, self.after) if row]
        return any(
            all(holds(one, cheap) for one in rule["all"] if one["fact"].startswith(_CHEAP))
            for row in rows
            for rule in row["rules"]
        )

    def matches(self, facts):
        """Tell whether before and after differ for these facts, looking at this instrument alone."""
        was, will = (match_catalogue([row], facts) if row else [] for row in (self.before, self.after))
        return bool(was or will)


def foresee_rules(before, after):
    """Return a Foreseen of the advice of open visits, with `after` in the place of the instrument `before`.

    What an adviser put in or took out by hand stays so and does not count. Only counts leave this function.
    """
    catalogues = _read_catalogues(before, after)
    changed, shifts = Counter(), Counter()
    total = _get_open().count()
    free = _get_open().exclude(Exists(_get_choices(before.slug)))
    touched = free.filter(may_hold([*before.rules, *after.rules]))
    numbers = free.count(), touched.count()
    for case in _read_cases(touched):
        if catalogues.may_match(case.cheap):
            found = _compare(catalogues, case.facts)
            changed[case.region] += bool(found)
            shifts.update(found)
    return Foreseen(
        changed=sum(changed.values()),
        looked_at=numbers[0] - numbers[1] + min(numbers[1], MOST_WORKED_OUT),
        total=total,
        regions=tuple(sorted((name, number) for name, number in changed.items() if number)),
        shifts=tuple(
            Shift(*shift, count) for shift, count in sorted(shifts.items(), key=lambda one: (one[0] == OTHERS, -one[1]))
        ),
    )


def _read_catalogues(before, after):
    today = timezone.localdate()
    gone = (InstrumentState.ENDED, InstrumentState.FUTURE)

    def describe(row):
        return describe_for_decision(row) if row.state not in gone and is_valid(row, today) else None

    others = [describe(row) for row in get_instruments() if row.slug != before.slug]
    return _Catalogues(before.slug, str(after), describe(before), describe(after), [row for row in others if row])


def _compare(catalogues, facts):
    """Return what changes in the advice of one visit as (what, before, after), each once."""
    if not catalogues.matches(facts):
        return set()
    was, will = catalogues.find(facts)
    own_was, own_will = was.pop(catalogues.slug, None), will.pop(catalogues.slug, None)
    found = set()
    ranks = [fit.rank if fit else None for fit in (own_was, own_will)]
    if ranks[0] != ranks[1]:
        found.add((catalogues.name, RANKS[ranks[0]], RANKS[ranks[1]]))
    elif own_was and _because(own_was) != _because(own_will):
        found.add((catalogues.name, *REASON))
    if {slug: fit.rank for slug, fit in was.items()} != {slug: fit.rank for slug, fit in will.items()}:
        found.add(OTHERS)
    return found


def _because(fit):
    return {reason.because for reason in fit.reasons}


def _get_open():
    return Checklist.objects.filter(is_open())


@dataclass(frozen=True)
class _Case:
    """One open visit as the rules see it; its score is only made when it is asked for."""

    checklist: Checklist
    values: dict
    advisers: int
    is_first: bool

    @property
    def region(self):
        return self.checklist.region_name

    @property
    def cheap(self):
        """Return the facts that need no score."""
        facts = employer_facts(self.checklist.visit.employer, self.advisers) | answer_facts(self.values)
        return facts | {"visit.first": self.is_first}

    @property
    def facts(self):
        result = score(get_items(self.checklist.question_set), self.values, short=self.checklist.is_short)
        return build_facts(
            score=result,
            profile=result.settle(self.checklist.chosen_profile),
            answers=self.values,
            employer=self.checklist.visit.employer,
            adviser_count=self.advisers,
            is_first_visit=self.is_first,
        )


def _get_choices(slug):
    """Return where the adviser put this instrument in or took it out by hand."""
    rows = Adjustment.objects.filter(Q(removed_key=slug) | Q(added_key=slug), checklist=OuterRef("pk"))
    return rows.filter(kind=AdjustmentKind.INSTRUMENT, is_withdrawn=False)


def may_hold(rules):
    """Return the condition for a checklist on which one of these rules can hold, by the answers it asks for.

    The database leaves out the visits that no rule can touch; what is left is worked out one by one.
    """
    any_rule = Q()
    for rule in rules:
        every_answer = Q()
        for condition in rule["all"]:
            if condition["fact"].startswith("answer."):
                every_answer &= Q(Exists(_get_answers(condition)))
        if not every_answer:
            return Q()  # a rule without an answer in it may hold anywhere
        any_rule |= every_answer
    return any_rule or Q(pk__in=[])


def _get_answers(condition):
    """Return the answers of the outer checklist for which a condition holds, or at least all of those."""
    rows = Answer.objects.filter(checklist=OuterRef("pk"), question__key=condition["fact"].removeprefix("answer."))
    lookups = {
        "at_most": ("lte", math.floor),
        "at_least": ("gte", math.ceil),
        "below": ("lt", math.ceil),
        "above": ("gt", math.floor),
    }
    for operator, (lookup, whole) in lookups.items():
        if operator in condition:
            rows = rows.filter(**{f"value__{lookup}": whole(condition[operator])})
    return rows.filter(state=AnswerState.ANSWERED)


def _read_cases(touched):
    """Yield the newest of these open visits as the rules see them; three queries."""
    earlier = Checklist.objects.filter(
        visit__employer=OuterRef("visit__employer"),
        visit__planned_at__lt=OuterRef("visit__planned_at"),
        concluded_at__isnull=False,
        score__willen__isnull=False,
        score__kunnen__isnull=False,
    ).exclude(Q(score__willen=None) | Q(score__kunnen=None))
    rows = touched.annotate(has_earlier=Exists(earlier)).select_related("visit__employer__region", "question_set")
    rows = list(rows.order_by("-visit__planned_at", "-pk")[:MOST_WORKED_OUT])
    answers = dict(_read_answers([row.pk for row in rows]))
    employers = [row.visit.employer_id for row in rows]
    through = Employer.advisers.through.objects.filter(employer__in=employers).order_by()
    advisers = dict(through.values_list("employer_id").annotate(Count("pk")))
    for checklist in rows:
        checklist.region_name = checklist.visit.employer.region.name
        employer = checklist.visit.employer
        yield _Case(
            checklist=checklist,
            values=_read_values(checklist, answers.get(checklist.pk, ((), ()))),
            advisers=advisers.get(employer.pk, 0) + bool(employer.account_holder_id),
            is_first=not checklist.has_earlier,
        )


def _read_answers(checklists):
    """Yield checklist -> (question ids, values) of what was discussed at these visits, in one query."""
    rows = Answer.objects.filter(checklist__in=checklists).exclude(state=AnswerState.NOT_DISCUSSED)
    discussed = {"questions": ArrayAgg("question_id", order_by="question_id")}
    discussed["answered"] = ArrayAgg("value", order_by="question_id")
    rows = rows.order_by().values("checklist_id").annotate(**discussed)
    rows = rows.values_list("checklist_id", *discussed)
    for pk, questions, values in rows:
        yield pk, (questions, values)


def _read_values(checklist, found):
    """Return question key -> value, as the scoring room reads them; discussed without a number is not applicable."""
    keys = {question.pk: question.key for question in get_questions(checklist.question_set)}
    return {keys[question]: NOT_APPLICABLE if value is None else value for question, value in zip(*found, strict=True)}
