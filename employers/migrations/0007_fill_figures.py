"""Fill what the figures count by from the history that is there."""

from django.db import migrations

FILL = """
UPDATE employers_agreement AS row SET region_id = employer.region_id
  FROM employers_employer AS employer WHERE employer.id = row.employer_id;
UPDATE employers_placement AS row SET region_id = employer.region_id
  FROM employers_employer AS employer WHERE employer.id = row.employer_id;
UPDATE employers_stagechange AS row SET region_id = moved.region_id, days = moved.days
  FROM (SELECT change.id, employer.region_id,
               GREATEST(0, (change.moved_at AT TIME ZONE 'Europe/Amsterdam')::date
                 - (COALESCE(lag(change.moved_at) OVER (PARTITION BY change.employer_id ORDER BY change.moved_at, change.id),
                             employer.created_at) AT TIME ZONE 'Europe/Amsterdam')::date) AS days
          FROM employers_stagechange AS change JOIN employers_employer AS employer ON employer.id = change.employer_id
       ) AS moved
 WHERE moved.id = row.id;
UPDATE employers_visit AS row SET
       region_id = employer.region_id,
       held_on = CASE WHEN row.state = 'concluded' THEN (row.planned_at AT TIME ZONE 'Europe/Amsterdam')::date END
  FROM employers_employer AS employer WHERE employer.id = row.employer_id;
UPDATE employers_visit AS row SET
       advised_on = (entry.happened_at AT TIME ZONE 'Europe/Amsterdam')::date, advised_by_id = entry.happened_by_id
  FROM (SELECT DISTINCT ON (visit_id) visit_id, happened_at, happened_by_id FROM employers_timelineentry
         WHERE kind = 'advice_given' AND visit_id IS NOT NULL ORDER BY visit_id, happened_at, id) AS entry
 WHERE entry.visit_id = row.id;
-- What the last assessed visit ended in stands on the employer; of earlier visits the checklists know it (checklists 0004).
UPDATE employers_visit AS row SET profile = employer.profile, lowest_determinant = employer.lowest_determinant
  FROM employers_employer AS employer
 WHERE employer.id = row.employer_id AND row.held_on = employer.assessed_on;
UPDATE employers_employer AS employer SET first_visit_on = visit.held_on
  FROM (SELECT employer_id, min(held_on) AS held_on FROM employers_visit GROUP BY employer_id) AS visit
 WHERE visit.employer_id = employer.id;
INSERT INTO employers_regionmonth (region_id, month, visits, advices)
SELECT region_id, month, sum(visits), sum(advices)
  FROM (SELECT region_id, date_trunc('month', held_on)::date AS month, 1 AS visits, 0 AS advices
          FROM employers_visit WHERE held_on IS NOT NULL
        UNION ALL
        SELECT region_id, date_trunc('month', advised_on)::date, 0, 1
          FROM employers_visit WHERE advised_on IS NOT NULL) AS done
 GROUP BY region_id, month;
"""


class Migration(migrations.Migration):
    dependencies = [("employers", "0006_figures")]
    operations = [migrations.RunSQL(FILL, migrations.RunSQL.noop)]
