"""Fill the counts from the checklists and advices that are there, and what each earlier visit ended in."""

from django.db import migrations

FILL = """
UPDATE employers_visit AS visit SET
       profile = CASE WHEN checklist.score -> 'candidates' ? checklist.chosen_profile THEN checklist.chosen_profile
                      ELSE checklist.score ->> 'profile' END,
       lowest_determinant = COALESCE(checklist.score ->> 'lowest', '')
  FROM checklists_checklist AS checklist
 WHERE checklist.visit_id = visit.id AND visit.held_on IS NOT NULL AND checklist.score IS NOT NULL;
INSERT INTO checklists_answercount (region_id, month, question_id, code, number)
SELECT visit.region_id, date_trunc('month', visit.held_on)::date AS month, answer.question_id,
       COALESCE(answer.value::text, answer.state) AS code, count(*)
  FROM checklists_answer AS answer
  JOIN checklists_checklist AS checklist ON checklist.id = answer.checklist_id
  JOIN employers_visit AS visit ON visit.id = checklist.visit_id
 WHERE visit.held_on IS NOT NULL
 GROUP BY visit.region_id, month, answer.question_id, code;
INSERT INTO checklists_advisedinstrument (advice_id, region_id, employer_id, slug, given_on)
SELECT DISTINCT advice.id, visit.region_id, visit.employer_id, instrument ->> 'slug', (advice.content ->> 'given_on')::date
  FROM checklists_advice AS advice
  JOIN checklists_checklist AS checklist ON checklist.id = advice.checklist_id
  JOIN employers_visit AS visit ON visit.id = checklist.visit_id
 CROSS JOIN LATERAL jsonb_array_elements(advice.content -> 'instruments') AS instrument;
"""


class Migration(migrations.Migration):
    dependencies = [("checklists", "0003_summaries"), ("employers", "0008_figures_hold")]
    operations = [migrations.RunSQL(FILL, migrations.RunSQL.noop)]
