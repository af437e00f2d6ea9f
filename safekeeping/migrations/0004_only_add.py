"""Where the web server has a role of its own (docs/roles.sql), that role adds to the trail and reads it, and no more."""

from django.db import migrations

ONLY_ADD = """
DO $$
DECLARE
    role text;
BEGIN
    FOR role IN SELECT DISTINCT grantee FROM information_schema.role_table_grants
        WHERE table_schema = current_schema() AND table_name = 'safekeeping_event' AND grantee NOT IN (current_user, 'PUBLIC')
    LOOP
        EXECUTE format('REVOKE UPDATE, DELETE, TRUNCATE ON safekeeping_event FROM %I', role);
    END LOOP;
END
$$;
"""


class Migration(migrations.Migration):
    dependencies = [("safekeeping", "0003_trail")]
    operations = [migrations.RunSQL(ONLY_ADD, migrations.RunSQL.noop)]
