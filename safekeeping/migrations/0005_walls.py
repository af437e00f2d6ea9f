"""Walls in the database behind the gate: who does not work in a region gets none of its conversations, whatever is asked.

Nobody named (app.user is empty) means no rows. Commands, imports, migrations and tests say app.system = on, which the
database only believes of the role that owns the tables. docs/decisions/0015-walls-in-the-database.md says why.
"""

from django.db import migrations

FUNCTIONS = """
-- The regions in which someone may see employers: every role in a region may (regions.access.GRANTS; a test holds it).
CREATE FUNCTION safekeeping_regions() RETURNS bigint[] LANGUAGE plpgsql STABLE AS $$
BEGIN
    RETURN ARRAY(
        SELECT m.region_id FROM regions_membership m JOIN regions_user u ON u.id = m.user_id
        WHERE u.id = NULLIF(current_setting('app.user', true), '')::bigint AND u.is_active AND m.region_id IS NOT NULL
    );
END
$$;
-- Who has a national role may count rows of all regions, where the code says that it counts (safekeeping.acting.counting).
CREATE FUNCTION safekeeping_counts() RETURNS boolean LANGUAGE sql STABLE AS $$
    SELECT coalesce(current_setting('app.system', true), '') = 'counts' AND EXISTS (
        SELECT FROM regions_membership m JOIN regions_user u ON u.id = m.user_id
        WHERE u.id = NULLIF(current_setting('app.user', true), '')::bigint AND u.is_active AND m.region_id IS NULL
    )
$$;
CREATE FUNCTION safekeeping_is_system() RETURNS boolean LANGUAGE sql STABLE AS $$
    SELECT coalesce(current_setting('app.system', true), '') = 'on' AND pg_has_role(current_user, relowner, 'USAGE')
    FROM pg_class WHERE oid = 'employers_visit'::regclass
$$;
"""
DROP_FUNCTIONS = """
DROP FUNCTION safekeeping_regions();
DROP FUNCTION safekeeping_counts();
DROP FUNCTION safekeeping_is_system();
"""

# Table -> (the column that points to what it belongs to, the table of that). Each of these rows carries the number of its
# region, which a trigger takes from what it belongs to; the application never sees that column.
CARRIED = {
    "employers_contact": ("employer_id", "employers_employer"),
    "employers_timelineentry": ("employer_id", "employers_employer"),
    "employers_handover": ("employer_id", "employers_employer"),
    "employers_visitstep": ("visit_id", "employers_visit"),
    "checklists_checklist": ("visit_id", "employers_visit"),
    "checklists_scenario": ("visit_id", "employers_visit"),
    "checklists_appliedchange": ("visit_id", "employers_visit"),
}
PARENTS = sorted({parent for _, parent in CARRIED.values()})


def _carry(table):
    column, parent = CARRIED[table]
    above = ("region_id = above.region_id FROM ", parent, " AS above WHERE above.id = row.", column)
    fill = "".join(("UPDATE ", table, " AS row SET ", *above))
    take = "".join(("SELECT region_id INTO NEW.region_id FROM ", parent, " WHERE id = NEW.", column))
    return f"""
ALTER TABLE {table} ADD COLUMN region_id bigint;
{fill};
SET CONSTRAINTS ALL IMMEDIATE;
ALTER TABLE {table} ALTER COLUMN region_id SET NOT NULL;
CREATE FUNCTION {table}_take_region() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    {take};
    RETURN NEW;
END
$$;
CREATE TRIGGER {table}_region BEFORE INSERT OR UPDATE OF {column}, region_id ON {table}
    FOR EACH ROW EXECUTE FUNCTION {table}_take_region();
ALTER TABLE {table} ENABLE ALWAYS TRIGGER {table}_region;  -- also for who loads in bulk and switches the others off
"""


def _carry_not(table):
    return f"""
DROP TRIGGER {table}_region ON {table};
DROP FUNCTION {table}_take_region();
ALTER TABLE {table} DROP COLUMN region_id;
"""


def _pass_on(parent):
    """Return the SQL that lets the rows of an employer or a visit follow it to another region."""
    updates = "\n    ".join(
        "".join(("UPDATE ", table, " SET region_id = NEW.region_id WHERE ", column, " = NEW.id;"))
        for table, (column, above) in CARRIED.items()
        if above == parent
    )
    return f"""
CREATE FUNCTION {parent}_pass_region() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    {updates}
    RETURN NULL;
END
$$;
CREATE TRIGGER {parent}_region AFTER UPDATE OF region_id ON {parent} FOR EACH ROW
    WHEN (OLD.region_id <> NEW.region_id) EXECUTE FUNCTION {parent}_pass_region();
"""


def _pass_not(parent):
    return f"DROP TRIGGER {parent}_region ON {parent}; DROP FUNCTION {parent}_pass_region();"


# Each sub-select without a reference to the row is worked out once for a statement, the second only where the first is not enough.
_HERE = "region_id = ANY ((SELECT safekeeping_regions())::bigint[]) OR (SELECT safekeeping_is_system())"
_ABOVE = "".join((" AND (above.", _HERE, ")"))
_OF_CHECKLIST = "".join(
    ("EXISTS (SELECT FROM checklists_checklist AS above WHERE above.id = checklist_id", _ABOVE, ")")
)
_OF_ANSWER = "".join(
    (
        "EXISTS (\n    SELECT FROM checklists_answer AS answer JOIN checklists_checklist AS above ON above.id = answer.checklist_id\n",
        "    WHERE answer.id = answer_id",
        _ABOVE,
        "\n)",
    )
)
_OF_ADVICE = "EXISTS (SELECT FROM checklists_advice AS advice WHERE advice.id = advice_id)"

WALLS = {
    "employers_visit": _HERE,
    "employers_agreement": _HERE,
    "employers_placement": _HERE,
    "employers_stagechange": _HERE,
    **dict.fromkeys(CARRIED, _HERE),
    "checklists_answer": _OF_CHECKLIST,
    "checklists_answerchange": _OF_ANSWER,
    "checklists_adjustment": _OF_CHECKLIST,
    "checklists_advice": _OF_CHECKLIST,
    "checklists_advicedocument": _OF_ADVICE,
}
COUNTED = [
    "employers_visit",
    "employers_agreement",
    "employers_placement",
    "employers_stagechange",
    "checklists_checklist",
    "checklists_scenario",
    "checklists_answer",
    "checklists_adjustment",
]


def _raise(table):
    count = f"CREATE POLICY counted ON {table} FOR SELECT USING ((SELECT safekeeping_counts()));"
    return f"""
CREATE POLICY wall ON {table} USING ({WALLS[table]});
{count if table in COUNTED else ""}
ALTER TABLE {table} ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
"""


def _lower(table):
    return f"""
ALTER TABLE {table} NO FORCE ROW LEVEL SECURITY, DISABLE ROW LEVEL SECURITY;
DROP POLICY wall ON {table};
DROP POLICY IF EXISTS counted ON {table};
"""


class Migration(migrations.Migration):
    dependencies = [
        ("safekeeping", "0004_only_add"),
        ("regions", "0002_members_and_invitations"),
        ("employers", "0008_figures_hold"),
        ("checklists", "0006_scenarios"),
    ]

    operations = [
        migrations.RunSQL(FUNCTIONS, DROP_FUNCTIONS),
        *[migrations.RunSQL(_carry(table), _carry_not(table)) for table in CARRIED],
        *[migrations.RunSQL(_pass_on(parent), _pass_not(parent)) for parent in PARENTS],
        *[migrations.RunSQL(_raise(table), _lower(table)) for table in WALLS],
    ]
