"""Keeping in one row per concluded visit which questions were answered how, and proving those rows."""

from django.db import connection

from checklists.models import LEAST_HIGH, MOST_LOW

_COLUMNS = "visit_id, region_id, employer_id, held_on, low, high, not_discussed, not_applicable"


def _gather(condition):
    """Return the SQL of a list of the questions of which the answer fits."""
    return f"COALESCE(array_agg(question_id ORDER BY question_id) FILTER (WHERE answer.{condition}), '{{}}')"


_HOW = ", ".join(
    (
        _gather("value + shift <= %(most_low)s") + " AS low",
        _gather("value + shift >= %(least_high)s") + " AS high",
        _gather("state = 'not_discussed'") + " AS not_discussed",
        _gather("state = 'not_applicable'") + " AS not_applicable",
    )
)
_FROM = """
  FROM checklists_answer AS answer
  JOIN (SELECT id, CASE kind WHEN 'bipolar' THEN 2 ELSE 0 END AS shift FROM checklists_question) AS question
    ON question.id = question_id
  JOIN checklists_checklist AS checklist ON checklist.id = checklist_id
  JOIN employers_visit AS visit ON visit.id = checklist.visit_id
 WHERE visit.held_on IS NOT NULL AND """


def _work_out(which):
    """Return the statement of what the answers say of the visits `which` picks; one without a checklist has nothing to keep."""
    first = "SELECT visit.id AS visit_id, visit.region_id, visit.employer_id, visit.held_on, "
    return "".join((first, _HOW, _FROM, which, " GROUP BY visit.id"))


def _keep(which):
    """Return the statement that keeps how the questions of some visits were answered."""
    return "".join(("INSERT INTO checklists_answerdigest (", _COLUMNS, ") ", _work_out(which)))


_ADD = _keep("checklist_id = %(checklist)s")
_ADD_AGAIN = _keep("visit.id = ANY(%(visits)s)")
# One statement sees one moment: what is concluded meanwhile has a row and a truth, or neither.
_WRONG = "".join(
    (
        "SELECT visit_id FROM (",
        _work_out("true"),
        ") AS truth FULL JOIN (SELECT ",
        _COLUMNS,
        " FROM checklists_answerdigest) AS kept USING (visit_id) WHERE truth IS DISTINCT FROM kept",
    )
)
_RANGE = {"most_low": MOST_LOW, "least_high": LEAST_HIGH}


def add_digest(*, by, checklist):
    """Keep how the questions of a checklist that was just concluded were answered; `by` is who concludes."""
    with connection.cursor() as cursor:
        cursor.execute(_ADD, {"checklist": checklist.pk, **_RANGE})


def take_digest(*, by, checklist):
    """Take away what was kept of a checklist; `by` is who reopens it."""
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM checklists_answerdigest WHERE visit_id = %s", [checklist.visit_id])


def rebuild_digests(*, by):
    """Set every row right, in a transaction that is open; return how many were wrong. `by` is None for a command.

    Visits of which the row is wrong are locked, so that nobody concludes or reopens one meanwhile; the others go on.
    """
    with connection.cursor() as cursor:
        cursor.execute(_WRONG, _RANGE)
        wrong = [visit for (visit,) in cursor.fetchall()]
        if wrong:
            values = {"visits": wrong, **_RANGE}
            cursor.execute("SELECT id FROM employers_visit WHERE id = ANY(%(visits)s) ORDER BY id FOR UPDATE", values)
            cursor.execute("DELETE FROM checklists_answerdigest WHERE visit_id = ANY(%(visits)s)", values)
            cursor.execute(_ADD_AGAIN, values)
        return len(wrong)
