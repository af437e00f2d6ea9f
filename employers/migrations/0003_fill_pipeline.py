"""Fill what the pipeline keeps on an employer from the history that is there: waiting since, last contact, next agreement."""

from django.db import migrations

FILL = """
UPDATE employers_employer AS employer SET
    stage_since_on = COALESCE(
        (SELECT max(moved_at AT TIME ZONE 'Europe/Amsterdam')::date
           FROM employers_stagechange WHERE employer_id = employer.id),
        (employer.created_at AT TIME ZONE 'Europe/Amsterdam')::date),
    previous_stage = COALESCE(
        (SELECT from_stage FROM employers_stagechange WHERE employer_id = employer.id
          ORDER BY moved_at DESC, id DESC LIMIT 1), ''),
    last_contact_on = COALESCE(
        (SELECT max(happened_at AT TIME ZONE 'Europe/Amsterdam')::date
           FROM employers_timelineentry
          WHERE employer_id = employer.id
            AND kind IN ('contact_added', 'visit_planned', 'visit_changed', 'visit_cancelled', 'visit_concluded', 'advice_given',
                         'agreement_made', 'agreement_closed')),
        (employer.created_at AT TIME ZONE 'Europe/Amsterdam')::date),
    next_due_on = (SELECT min(due_on) FROM employers_agreement
                    WHERE employer_id = employer.id AND state = 'open');
"""


class Migration(migrations.Migration):
    dependencies = [("employers", "0002_pipeline")]
    operations = [migrations.RunSQL(FILL, migrations.RunSQL.noop)]
