"""Count what each adviser did, and the employers of each quarter, from the visits and advices that are there already."""

from django.db import migrations

FILL = """
INSERT INTO employers_regionmonth (region_id, month, adviser_id, visits, advices, employers)
SELECT region_id, date_trunc('month', day)::date AS month, person, sum(visits), sum(advices), 0
  FROM (SELECT visit.region_id, visit.held_on AS day, adviser.user_id AS person, 1 AS visits, 0 AS advices
          FROM employers_visit AS visit JOIN employers_visit_advisers AS adviser ON adviser.visit_id = visit.id
         WHERE visit.held_on IS NOT NULL
        UNION ALL
        SELECT region_id, advised_on, advised_by_id, 0, 1 FROM employers_visit WHERE advised_on IS NOT NULL) AS done
 GROUP BY region_id, month, person
ON CONFLICT DO NOTHING
"""
EMPLOYERS = """
INSERT INTO employers_regionmonth (region_id, month, visits, advices, employers)
SELECT region_id, date_trunc('quarter', held_on)::date AS month, 0, 0, count(DISTINCT employer_id)
  FROM employers_visit WHERE held_on IS NOT NULL GROUP BY region_id, month
ON CONFLICT (region_id, month, adviser_id) DO UPDATE SET employers = EXCLUDED.employers
"""


class Migration(migrations.Migration):
    dependencies = [("employers", "0009_months_by_adviser")]

    operations = [
        migrations.RunSQL(FILL, "DELETE FROM employers_regionmonth WHERE adviser_id IS NOT NULL"),
        migrations.RunSQL(EMPLOYERS, migrations.RunSQL.noop),
    ]
