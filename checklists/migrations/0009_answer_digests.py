"""One row per concluded visit that says which questions were answered how, filled from the answers, behind the walls."""

import django.contrib.postgres.fields
import django.db.models.deletion
from django.db import migrations, models

FILL = """
INSERT INTO checklists_answerdigest (visit_id, region_id, employer_id, held_on, low, high, not_discussed, not_applicable)
SELECT visit.id, visit.region_id, visit.employer_id, visit.held_on,
       COALESCE(array_agg(question_id ORDER BY question_id) FILTER (WHERE answer.value + shift <= 1), '{}'),
       COALESCE(array_agg(question_id ORDER BY question_id) FILTER (WHERE answer.value + shift >= 3), '{}'),
       COALESCE(array_agg(question_id ORDER BY question_id) FILTER (WHERE answer.state = 'not_discussed'), '{}'),
       COALESCE(array_agg(question_id ORDER BY question_id) FILTER (WHERE answer.state = 'not_applicable'), '{}')
  FROM checklists_answer AS answer
  JOIN (SELECT id, CASE kind WHEN 'bipolar' THEN 2 ELSE 0 END AS shift FROM checklists_question) AS question
    ON question.id = question_id
  JOIN checklists_checklist AS checklist ON checklist.id = checklist_id
  JOIN employers_visit AS visit ON visit.id = checklist.visit_id
 WHERE visit.held_on IS NOT NULL
 GROUP BY visit.id;
SET CONSTRAINTS ALL IMMEDIATE;
"""
HOLD = """
ALTER TABLE checklists_answerdigest ADD CONSTRAINT digest_has_the_region_of_its_employer
    FOREIGN KEY (employer_id, region_id) REFERENCES employers_employer (id, region_id) DEFERRABLE INITIALLY DEFERRED;
CREATE POLICY wall ON checklists_answerdigest USING (
    region_id = ANY ((SELECT safekeeping_regions())::bigint[]) OR (SELECT safekeeping_is_system())
);
ALTER TABLE checklists_answerdigest ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
"""


def numbers():
    return django.contrib.postgres.fields.ArrayField(base_field=models.BigIntegerField(), size=None)


class Migration(migrations.Migration):
    dependencies = [
        ("checklists", "0008_groups_and_place"),
        ("employers", "0012_search_in_region"),
        ("safekeeping", "0005_walls"),
    ]
    operations = [
        migrations.CreateModel(
            name="AnswerDigest",
            fields=[
                (
                    "visit",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="+",
                        serialize=False,
                        to="employers.visit",
                    ),
                ),
                ("held_on", models.DateField()),
                ("low", numbers()),
                ("high", numbers()),
                ("not_discussed", numbers()),
                ("not_applicable", numbers()),
                (
                    "employer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="employers.employer"
                    ),
                ),
                (
                    "region",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="regions.region",
                    ),
                ),
            ],
            options={
                "ordering": ["visit"],
                "indexes": [models.Index(fields=["region", "held_on"], name="digest_in_region")],
            },
        ),
        migrations.RunSQL(FILL, migrations.RunSQL.noop),
        migrations.RunSQL(HOLD, migrations.RunSQL.noop),
    ]
