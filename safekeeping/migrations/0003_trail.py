"""The trail: one table that only grows, and a trigger on every table of which it must be known who did what.

What stood in a row is not copied: a note that was erased would live on in the trail. Kept are the names of the columns
that changed, and of a few that say nothing about a person (a state, a role) what they were and became.
"""

import django.contrib.postgres.fields
from django.db import migrations, models

TERM_YEARS = 5  # a test holds the trail to the term in fixtures/retention.json

TABLE = """
CREATE TABLE safekeeping_event (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    at timestamptz NOT NULL DEFAULT clock_timestamp(),
    what varchar(10) NOT NULL,
    subject varchar(60) NOT NULL,
    row_id bigint,
    columns text[] NOT NULL DEFAULT '{}',
    detail jsonb NOT NULL DEFAULT '{}',
    employer_id bigint,
    region_id bigint,
    user_id bigint,
    request_id varchar(80) NOT NULL DEFAULT ''
);
CREATE INDEX event_by_employer ON safekeeping_event (employer_id, id) WHERE employer_id IS NOT NULL;
CREATE INDEX event_by_region_and_person ON safekeeping_event (region_id, user_id, id);
CREATE INDEX event_by_region ON safekeeping_event (region_id, id);
CREATE INDEX event_by_moment ON safekeeping_event USING brin (at);
"""

# Arguments of a trigger: how the employer or region of a row is found, columns that do not count, columns whose values stay.
NOTE = """
CREATE FUNCTION safekeeping_note_event() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    ignored text[] := string_to_array(TG_ARGV[1], ',');
    kept text[] := string_to_array(TG_ARGV[2], ',');
    was jsonb := CASE WHEN TG_OP <> 'INSERT' THEN to_jsonb(OLD) END;
    became jsonb := CASE WHEN TG_OP <> 'DELETE' THEN to_jsonb(NEW) END;
    line jsonb := coalesce(became, was);
    changed text[] := '{}';
    values_kept jsonb;
    employer bigint;
    region bigint;
BEGIN
    IF TG_OP = 'UPDATE' THEN
        SELECT array_agg(key ORDER BY key) INTO changed FROM jsonb_each(became)
        WHERE value IS DISTINCT FROM was -> key AND key <> ALL (ignored)
            AND (key <> 'region_id' OR TG_ARGV[0] IN ('employer', 'region_id'));
        IF changed IS NULL THEN RETURN NULL; END IF;
    END IF;
    SELECT jsonb_object_agg(name, jsonb_build_array(was -> name, became -> name)) INTO values_kept
    FROM unnest(kept) AS name WHERE was -> name IS DISTINCT FROM became -> name;
    CASE TG_ARGV[0]
        WHEN 'employer' THEN employer := line ->> 'id';
        WHEN 'employer_id' THEN employer := line ->> 'employer_id';
        WHEN 'visit_id' THEN
            SELECT employer_id INTO employer FROM employers_visit WHERE id = (line ->> 'visit_id')::bigint;
        WHEN 'checklist_id' THEN
            SELECT v.employer_id INTO employer FROM checklists_checklist c JOIN employers_visit v ON v.id = c.visit_id
            WHERE c.id = (line ->> 'checklist_id')::bigint;
        WHEN 'answer_id' THEN
            SELECT v.employer_id INTO employer FROM checklists_answer a JOIN checklists_checklist c ON c.id = a.checklist_id
            JOIN employers_visit v ON v.id = c.visit_id WHERE a.id = (line ->> 'answer_id')::bigint;
        WHEN 'advice_id' THEN
            SELECT v.employer_id INTO employer FROM checklists_advice a JOIN checklists_checklist c ON c.id = a.checklist_id
            JOIN employers_visit v ON v.id = c.visit_id WHERE a.id = (line ->> 'advice_id')::bigint;
        WHEN 'region' THEN region := line ->> 'id';
        WHEN 'region_id' THEN region := line ->> 'region_id';
        ELSE NULL;
    END CASE;
    IF employer IS NOT NULL THEN
        region := coalesce((line ->> 'region_id')::bigint, (SELECT region_id FROM employers_employer WHERE id = employer));
    END IF;
    INSERT INTO safekeeping_event (what, subject, row_id, columns, detail, employer_id, region_id, user_id, request_id)
    VALUES (
        lower(TG_OP), TG_TABLE_NAME, (line ->> 'id')::bigint, changed, coalesce(values_kept, '{}'), employer, region,
        NULLIF(current_setting('app.user', true), '')::bigint, coalesce(current_setting('app.request', true), '')
    );
    RETURN NULL;
END
$$;
"""

# A line leaves only when its own term is over, and only for a job that says in its transaction that it may erase.
KEEP = f"""
CREATE FUNCTION safekeeping_keep_event() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' AND current_setting('app.may_erase', true) = 'yes'
        AND OLD.at < now() - interval '{TERM_YEARS} years' THEN
        RETURN OLD;
    END IF;
    RAISE EXCEPTION 'the trail only grows' USING ERRCODE = 'restrict_violation';
END
$$;
CREATE TRIGGER event_is_kept BEFORE UPDATE OR DELETE ON safekeeping_event
    FOR EACH ROW EXECUTE FUNCTION safekeeping_keep_event();
CREATE TRIGGER event_is_never_emptied BEFORE TRUNCATE ON safekeeping_event
    FOR EACH STATEMENT EXECUTE FUNCTION safekeeping_keep_event();
REVOKE UPDATE, TRUNCATE ON safekeeping_event FROM CURRENT_USER, PUBLIC;
"""

_HOUSEKEEPING = (
    "next_due_on,last_contact_on,last_visit_on,changed_at,changed_by_id,revision,name_key,search_text,search,size_class,"
    "stage_since_on,previous_stage"
)
# Table -> (how its employer or region is found, columns that do not count, columns whose values stay, which changes).
WATCHED = {
    "employers_employer": ("employer", _HOUSEKEEPING, "stage,account_holder_id", "INSERT OR UPDATE OR DELETE"),
    "employers_employer_advisers": ("employer_id", "", "user_id", "INSERT OR UPDATE OR DELETE"),
    "employers_contact": ("employer_id", "", "keep_until,is_current", "INSERT OR UPDATE OR DELETE"),
    "employers_visit": ("employer_id", "", "state", "INSERT OR UPDATE OR DELETE"),
    "employers_visit_advisers": ("visit_id", "", "user_id", "INSERT OR UPDATE OR DELETE"),
    "employers_visit_contacts": ("visit_id", "", "contact_id", "INSERT OR UPDATE OR DELETE"),
    "employers_agreement": ("employer_id", "", "state,due_on", "INSERT OR UPDATE OR DELETE"),
    "employers_placement": ("employer_id", "", "form,hours", "INSERT OR UPDATE OR DELETE"),
    "employers_handover": ("employer_id", "", "from_user_id,to_user_id", "INSERT OR UPDATE OR DELETE"),
    "employers_timelineentry": ("employer_id", "", "", "UPDATE OR DELETE"),
    # Histories of their own, which only grow: a line in the trail when one does not.
    "employers_visitstep": ("visit_id", "", "", "UPDATE OR DELETE"),
    "employers_stagechange": ("employer_id", "", "", "UPDATE OR DELETE"),
    "checklists_checklist": (
        "visit_id",
        "score,scoring_version",
        "is_short,chosen_profile",
        "INSERT OR UPDATE OR DELETE",
    ),
    # Made empty with the checklist; every earlier version of an answer stands in checklists_answerchange.
    "checklists_answer": ("checklist_id", "revision,saved_at,saved_by_id", "", "UPDATE OR DELETE"),
    "checklists_answerchange": ("answer_id", "", "", "DELETE"),
    "checklists_adjustment": ("checklist_id", "", "is_withdrawn", "INSERT OR UPDATE OR DELETE"),
    "checklists_advice": ("checklist_id", "", "number", "INSERT OR UPDATE OR DELETE"),
    "checklists_advicedocument": ("advice_id", "", "paper", "INSERT OR UPDATE OR DELETE"),
    "checklists_scenario": ("visit_id", "", "kind", "INSERT OR UPDATE OR DELETE"),
    "regions_membership": ("region_id", "", "user_id,role,region_id", "INSERT OR UPDATE OR DELETE"),
    "regions_invitation": ("region_id", "", "role,revoked_at,accepted_at", "INSERT OR UPDATE OR DELETE"),
    "mfa_authenticator": ("none", "last_used_at", "user_id,type", "INSERT OR UPDATE OR DELETE"),
    "regions_user": ("none", "last_login", "is_active,is_staff,is_superuser", "INSERT OR UPDATE OR DELETE"),
    "regions_region": ("region", "", "", "INSERT OR UPDATE OR DELETE"),
    "instruments_regionalsupplement": ("region_id", "", "", "INSERT OR UPDATE OR DELETE"),
    "safekeeping_privacyword": ("none", "", "is_active", "UPDATE OR DELETE"),
    "safekeeping_destructionlist": ("region_id", "", "state", "INSERT OR UPDATE OR DELETE"),
}


def _watch(table):
    path, ignored, kept, changes = WATCHED[table]
    return (
        f"CREATE TRIGGER {table}_trail AFTER {changes} ON {table} FOR EACH ROW "
        f"EXECUTE FUNCTION safekeeping_note_event('{path}', '{ignored}', '{kept}');"
    )


def _unwatch(table):
    return f"DROP TRIGGER {table}_trail ON {table};"


DROP_KEEP = """
DROP TRIGGER event_is_kept ON safekeeping_event;
DROP TRIGGER event_is_never_emptied ON safekeeping_event;
DROP FUNCTION safekeeping_keep_event();
"""


class Migration(migrations.Migration):
    dependencies = [
        ("safekeeping", "0002_destruction"),
        ("regions", "0002_members_and_invitations"),
        ("mfa", "0001_initial"),
        ("employers", "0008_figures_hold"),
        ("instruments", "0002_amounts_and_versions"),
        ("checklists", "0006_scenarios"),
    ]

    operations = [
        migrations.CreateModel(
            name="Event",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("at", models.DateTimeField(verbose_name="wanneer")),
                (
                    "what",
                    models.CharField(
                        choices=[
                            ("insert", "toegevoegd"),
                            ("update", "gewijzigd"),
                            ("delete", "verwijderd"),
                            ("view", "bekeken"),
                            ("download", "opgehaald"),
                            ("export", "geëxporteerd"),
                        ],
                        max_length=10,
                        verbose_name="wat",
                    ),
                ),
                ("subject", models.CharField(max_length=60, verbose_name="tabel")),
                ("row_id", models.BigIntegerField(null=True, verbose_name="rij")),
                (
                    "columns",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.TextField(), default=list, size=None, verbose_name="velden"
                    ),
                ),
                ("detail", models.JSONField(default=dict, verbose_name="was en werd")),
                ("request_id", models.CharField(max_length=80, verbose_name="verzoek")),
            ],
            options={
                "verbose_name": "regel van het logboek",
                "verbose_name_plural": "regels van het logboek",
                "db_table": "safekeeping_event",
                "ordering": ["-pk"],
                "managed": False,
            },
        ),
        migrations.RunSQL(TABLE, "DROP TABLE safekeeping_event;"),
        migrations.RunSQL(NOTE, "DROP FUNCTION safekeeping_note_event();"),
        migrations.RunSQL(KEEP, DROP_KEEP),
        *[migrations.RunSQL(_watch(table), _unwatch(table)) for table in WATCHED],
    ]
