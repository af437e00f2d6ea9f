"""The database itself refuses to change what was written down for good: answer changes, advices and their papers."""

from django.db import migrations

REFUSE = """
CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    -- Only a retention job may erase, and it has to say so in its own transaction.
    IF TG_OP = 'DELETE' AND current_setting('app.may_erase', true) = 'yes' THEN
        RETURN OLD;
    END IF;
    RAISE EXCEPTION 'rows of % are append-only', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
END
$$;
"""
TABLES = ["checklists_answerchange", "checklists_advice", "checklists_advicedocument"]


def make_triggers():
    return "\n".join(
        f"CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE ON {table} "
        "FOR EACH ROW EXECUTE FUNCTION refuse_change();"
        for table in TABLES
    )


def drop_triggers():
    return "\n".join(f"DROP TRIGGER {table}_append_only ON {table};" for table in TABLES)


class Migration(migrations.Migration):
    dependencies = [("checklists", "0001_initial")]
    operations = [
        migrations.RunSQL(REFUSE, "DROP FUNCTION refuse_change();"),
        migrations.RunSQL(make_triggers(), drop_triggers()),
    ]
