"""Counting answers in the transaction that concludes or reopens a visit; a nightly rebuild proves the counts."""

from django.db import connection, transaction

from checklists.actions.advised import rebuild_firsts
from checklists.actions.digests import rebuild_digests
from employers.actions import rebuild_months

# In the order of the key, so that two visits of one region that are concluded at once wait for each other in turn.
_ADD = """
INSERT INTO checklists_answercount (region_id, month, question_id, code, number)
SELECT %(region)s, %(month)s, question_id, COALESCE(value::text, state), %(step)s
  FROM checklists_answer WHERE checklist_id = %(checklist)s ORDER BY question_id
ON CONFLICT (region_id, month, question_id, code)
DO UPDATE SET number = checklists_answercount.number + EXCLUDED.number
"""
# One statement sees one moment, so what is concluded meanwhile is in both counts or in neither. With regions and months
# only those are counted; without them (null) the whole country.
_DIFFERENT = """
SELECT region_id, month, question_id, code, COALESCE(truth.number, 0) AS number
  FROM (
    SELECT visit.region_id, date_trunc('month', visit.held_on)::date AS month, answer.question_id,
           COALESCE(answer.value::text, answer.state) AS code, count(*) AS number
      FROM checklists_answer AS answer
      JOIN checklists_checklist AS checklist ON checklist.id = answer.checklist_id
      JOIN employers_visit AS visit ON visit.id = checklist.visit_id
     WHERE visit.held_on IS NOT NULL AND (%(regions)s::bigint[] IS NULL OR (visit.region_id,
           date_trunc('month', visit.held_on)::date) IN (SELECT * FROM unnest(%(regions)s::bigint[], %(months)s::date[])))
     GROUP BY visit.region_id, month, answer.question_id, code
  ) AS truth FULL JOIN (
    SELECT * FROM checklists_answercount
     WHERE %(regions)s::bigint[] IS NULL
        OR (region_id, month) IN (SELECT * FROM unnest(%(regions)s::bigint[], %(months)s::date[]))
  ) AS kept USING (region_id, month, question_id, code)
 WHERE COALESCE(truth.number, 0) <> COALESCE(kept.number, 0)
"""

_WRONG = "".join(("SELECT DISTINCT region_id, month FROM (", _DIFFERENT, ") AS different"))
_SET_RIGHT = "".join(
    (
        "INSERT INTO checklists_answercount (region_id, month, question_id, code, number)",
        _DIFFERENT,
        "ON CONFLICT (region_id, month, question_id, code) DO UPDATE SET number = EXCLUDED.number",
    )
)


def count_answers(*, by, checklist, held_on, step):
    """Add (`step` 1) or take away (-1) the answers of a checklist that passed the gate; `by` is who concludes or reopens."""
    values = {
        "region": checklist.visit.region_id,
        "month": held_on.replace(day=1),
        "checklist": checklist.pk,
        "step": step,
    }
    with connection.cursor() as cursor:
        cursor.execute(_ADD, values)


@transaction.atomic
def rebuild_summaries(*, by):
    """Set what is kept of answers, visits and advices right; return how many rows were wrong. `by` is None for a command.

    As long as nothing is wrong nobody waits. Else the table is locked for as long as it takes to count again the months of
    the regions in which something was wrong.
    """
    wrong_before = rebuild_months(by=by) + rebuild_digests(by=by) + rebuild_firsts(by=by)
    with connection.cursor() as cursor:
        cursor.execute(_WRONG, {"regions": None, "months": None})
        wrong = cursor.fetchall()
        if not wrong:
            return wrong_before
        cursor.execute("LOCK TABLE checklists_answercount IN SHARE ROW EXCLUSIVE MODE")
        regions, months = zip(*wrong, strict=True)
        cursor.execute(_SET_RIGHT, {"regions": list(regions), "months": list(months)})
        return wrong_before + cursor.rowcount
