"""Which open visits would get another advice when the rules of one instrument change."""

import math
from collections import Counter
from dataclasses import dataclass
from datetime import date

from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import Count, Exists, OuterRef, Q
from django.utils import timezone

from checklists.advising.recommending import is_valid
from checklists.facts import answer_facts, build_facts, employer_facts
from checklists.foreseeing.open_visits import is_open
from checklists.models import Adjustment, AdjustmentKind, Answer, AnswerState, Checklist
from checklists.queries import get_items, get_questions
from checklists.scoring import NOT_APPLICABLE, score
from employers.models import Employer
from instruments.choosing import RECOMMENDED, choose
from instruments.foreseeing import Foreseen, Shift
from instruments.matching import MOST_FIRST, match_catalogue
from instruments.models import Instrument, InstrumentState
from instruments.queries import describe_for_decision
from instruments.rules import holds

MOST_WORKED_OUT = 2_000  # visits, the newest first: each takes well under a millisecond
_CHEAP = ("answer.", "employer.", "visit.")  # facts that are known without a score
FIRST, ALSO = "first", "also"
RANKS = {FIRST: "bij de eerste drie", ALSO: "past ook", None: "niet genoemd"}
OTHERS = ("Andere instrumenten", "op hun plaats", "schuiven op of vallen weg")
REASON = ("om deze reden", "om een andere reden")


@dataclass(frozen=True)
class _Catalogues:
    """The instrument before and after (None: not usable then), and the rows that both catalogues share."""

    slug: str
    name: str
    before: dict | None
    after: dict | None
    earlier: list  # those that stand before it in the catalogue: the order decides between equals
    later: list
    today: date

    def find(self, case, facts):
        """Return slug -> (rank, reasons) by the catalogue of now and by that of after the change.

        As the tips page does it; only what some rule of its own raises can be in the advice, so the rest is left out.
        """
        fitting = {fit.slug for fit in match_catalogue([*self.earlier, *self.later], facts)}
        earlier, later = ([row for row in rows if row["slug"] in fitting] for rows in (self.earlier, self.later))
        return [
            self._rank([*earlier, *([row] if row else []), *later], case, facts) for row in (self.before, self.after)
        ]

    def _rank(self, rows, case, facts):
        groups, place = case.checklist.groups, case.placement
        choices = choose(rows, facts, today=self.today, groups=groups, placement=place)
        taken = [one for one in choices if one.verdict.verdict == RECOMMENDED]
        return {
            one.slug: (FIRST if number < MOST_FIRST else ALSO, {reason.because for reason in one.verdict.reasons})
            for number, one in enumerate(taken)
        }

    def may_match(self, cheap):
        """Tell whether a rule of before or after can still hold, by the facts that are known without a score."""
        rows = [row for row in (self.before, self.after) if row]
        return any(
            all(holds(one, cheap) for one in rule["all"] if one["fact"].startswith(_CHEAP))
            for row in rows
            for rule in row["rules"]
        )

    def may_differ(self, case, facts):
        """Tell whether before and after can differ at this visit, looking at this instrument alone."""
        was, will = (self._rank([row], case, facts) if row else {} for row in (self.before, self.after))
        return was != will or (bool(was) and self.before["excludes"] != self.after["excludes"])


def foresee_rules(before, after):
    """Return a Foreseen of the advice of open visits, with `after` in the place of the instrument `before`.

    What an adviser put in or took out by hand stays so and does not count. Only counts leave this function.
    """
    catalogues = _read_catalogues(before, after)
    changed, shifts = Counter(), Counter()
    total = _get_open().count()
    free = _get_open().exclude(Exists(_get_choices(before.slug)))
    touched = free.filter(may_hold(_get_rules_at_stake(before, after)))
    numbers = free.count(), touched.count()
    for case in _read_cases(touched):
        if catalogues.may_match(case.cheap):
            found = _compare(catalogues, case)
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

    rows = list(Instrument.objects.order_by("name"))
    place = next(number for number, row in enumerate(rows) if row.slug == before.slug)
    earlier, later = ([describe(row) for row in part] for part in (rows[:place], rows[place + 1 :]))
    return _Catalogues(
        slug=before.slug,
        name=str(after),
        before=describe(before),
        after=describe(after),
        earlier=[row for row in earlier if row],
        later=[row for row in later if row],
        today=today,
    )


def _get_rules_at_stake(before, after):
    """Return the rules of which one has to hold where something changes: what stayed as it was changes nothing by itself."""
    same = ("category", "state", "valid_from", "valid_until", "excludes", "unless", "eligibility", "demands")
    if any(getattr(before, field) != getattr(after, field) for field in same):
        return [*before.rules, *after.rules]
    gone = [rule for rule in before.rules if rule not in after.rules]
    return gone + [rule for rule in after.rules if rule not in before.rules]


def _compare(catalogues, case):
    """Return what changes in the advice of one visit as (what, before, after), each once."""
    facts = case.facts
    if not catalogues.may_differ(case, facts):
        return set()
    was, will = catalogues.find(case, facts)
    nothing = (None, set())
    (rank, because), (new_rank, new_because) = was.pop(catalogues.slug, nothing), will.pop(catalogues.slug, nothing)
    found = set()
    if rank != new_rank:
        found.add((catalogues.name, RANKS[rank], RANKS[new_rank]))
    elif because != new_because:
        found.add((catalogues.name, *REASON))
    if {slug: one[0] for slug, one in was.items()} != {slug: one[0] for slug, one in will.items()}:
        found.add(OTHERS)
    return found


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
    def placement(self):
        """Return what is known of the place, by the names of the decision table."""
        return {f"placement.{name}": value for name, value in self.checklist.place.items()}

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
