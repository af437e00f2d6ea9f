"""Walls in the database behind the gate: who does not work in a region gets none of its conversations, whatever is asked.

Nobody named (app.user is empty) means no rows. Commands, imports, migrations and tests say app.system = on, which the
database only believes of the role that owns the tables. docs/decisions/0012-walls-in-the-database.md says why.
"""

from django.db import migrations

FUNCTIONS = """
-- The regions in which someone may see employers: every role in a region may (regions.access.GRANTS; a test holds it).
CREATE FUNCTION safekeeping_regions() RETURNS bigint[] LANGUAGE sql STABLE AS $$
    SELECT coalesce(array_agg(m.region_id), '{}') FROM regions_membership m JOIN regions_user u ON u.id = m.user_id
    WHERE u.id = NULLIF(current_setting('app.user', true), '')::bigint AND u.is_active AND m.region_id IS NOT NULL
$$;
-- Who sees the figures over all regions counts rows of all regions, and no words of a conversation.
CREATE FUNCTION safekeeping_counts_nation() RETURNS boolean LANGUAGE sql STABLE AS $$
    SELECT EXISTS (
        SELECT FROM regions_membership m JOIN regions_user u ON u.id = m.user_id
        WHERE u.id = NULLIF(current_setting('app.user', true), '')::bigint AND u.is_active AND m.role = 'national'
    )
$$;
CREATE FUNCTION safekeeping_is_system() RETURNS boolean LANGUAGE sql STABLE AS $$
    SELECT coalesce(current_setting('app.system', true), '') = 'on' AND pg_has_role(current_user, relowner, 'USAGE')
    FROM pg_class WHERE oid = 'employers_visit'::regclass
$$;
"""
DROP_FUNCTIONS = """
DROP FUNCTION safekeeping_regions();
DROP FUNCTION safekeeping_counts_nation();
DROP FUNCTION safekeeping_is_system();
"""

# A checklist carries the number of its region, which a trigger takes from its visit and the application never sees: what hangs
# below a checklist is asked for most, and one step is less than two.
CARRY = """
ALTER TABLE checklists_checklist ADD COLUMN region_id bigint;
UPDATE checklists_checklist AS row SET region_id = visit.region_id FROM employers_visit AS visit WHERE visit.id = row.visit_id;
ALTER TABLE checklists_checklist ALTER COLUMN region_id SET NOT NULL;
CREATE FUNCTION checklists_checklist_take_region() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    SELECT region_id INTO NEW.region_id FROM employers_visit WHERE id = NEW.visit_id;
    RETURN NEW;
END
$$;
CREATE TRIGGER checklists_checklist_region BEFORE INSERT OR UPDATE OF visit_id, region_id ON checklists_checklist
    FOR EACH ROW EXECUTE FUNCTION checklists_checklist_take_region();
CREATE FUNCTION employers_visit_pass_region() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE checklists_checklist SET region_id = NEW.region_id WHERE visit_id = NEW.id;
    RETURN NULL;
END
$$;
CREATE TRIGGER employers_visit_region AFTER UPDATE OF region_id ON employers_visit FOR EACH ROW
    WHEN (OLD.region_id <> NEW.region_id) EXECUTE FUNCTION employers_visit_pass_region();
"""
CARRY_NOT = """
DROP TRIGGER employers_visit_region ON employers_visit;
DROP FUNCTION employers_visit_pass_region();
DROP TRIGGER checklists_checklist_region ON checklists_checklist;
DROP FUNCTION checklists_checklist_take_region();
ALTER TABLE checklists_checklist DROP COLUMN region_id;
"""

# Each sub-select without a reference to the row is worked out once for a statement.
_HERE = "region_id = ANY ((SELECT safekeeping_regions())::bigint[])"


def _below(table, column, condition="true"):
    return f"EXISTS (SELECT FROM {table} AS above WHERE above.id = {column} AND {condition})"


_OF_EMPLOYER = _below("employers_employer", "employer_id", f"above.{_HERE}")
_OF_VISIT = _below("employers_visit", "visit_id", f"above.{_HERE}")
# A row below a checklist or an advice is there for whom that checklist or advice is.
_OF_CHECKLIST = _below("checklists_checklist", "checklist_id")

WALLS = {
    "employers_visit": _HERE,
    "employers_agreement": _HERE,
    "employers_placement": _HERE,
    "employers_stagechange": _HERE,
    "employers_contact": _OF_EMPLOYER,
    "employers_timelineentry": _OF_EMPLOYER,
    "employers_handover": _OF_EMPLOYER,
    "employers_visitstep": _OF_VISIT,
    "checklists_checklist": _HERE,
    "checklists_scenario": _OF_VISIT,
    "checklists_appliedchange": _OF_VISIT,
    "checklists_answer": _OF_CHECKLIST,
    "checklists_answerchange": _below("checklists_answer", "answer_id"),
    "checklists_adjustment": _OF_CHECKLIST,
    "checklists_advice": _OF_CHECKLIST,
    "checklists_advicedocument": _below("checklists_advice", "advice_id"),
}
COUNTED = ["employers_visit", "employers_agreement", "employers_placement", "employers_stagechange"]


def _raise(table):
    count = f"CREATE POLICY counted ON {table} FOR SELECT USING ((SELECT safekeeping_counts_nation()));"
    return f"""
CREATE POLICY system ON {table} USING ((SELECT safekeeping_is_system()));
CREATE POLICY region ON {table} USING ({WALLS[table]});
{count if table in COUNTED else ""}
ALTER TABLE {table} ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
"""


def _lower(table):
    return f"""
ALTER TABLE {table} NO FORCE ROW LEVEL SECURITY, DISABLE ROW LEVEL SECURITY;
DROP POLICY system ON {table};
DROP POLICY region ON {table};
DROP POLICY IF EXISTS counted ON {table};
"""


class Migration(migrations.Migration):
    dependencies = [
        ("safekeeping", "0003_trail"),
        ("regions", "0002_members_and_invitations"),
        ("employers", "0008_figures_hold"),
        ("checklists", "0006_scenarios"),
    ]

    operations = [
        migrations.RunSQL(FUNCTIONS, DROP_FUNCTIONS),
        migrations.RunSQL("SET CONSTRAINTS ALL IMMEDIATE;", migrations.RunSQL.noop),  # nothing waits on what is altered
        migrations.RunSQL(CARRY, CARRY_NOT),
        *[migrations.RunSQL(_raise(table), _lower(table)) for table in WALLS],
    ]
