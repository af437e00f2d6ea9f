"""From here on the database holds what the figures count by: a region on every row, and it is the employer's own."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

TABLES = ["agreement", "placement", "stagechange", "visit"]
HOLD = "\n".join(
    f"ALTER TABLE employers_{table} ADD CONSTRAINT {table}_has_the_region_of_its_employer "
    "FOREIGN KEY (employer_id, region_id) REFERENCES employers_employer (id, region_id) DEFERRABLE INITIALLY DEFERRED;"
    for table in TABLES
)
LET_GO = "\n".join(
    f"ALTER TABLE employers_{table} DROP CONSTRAINT {table}_has_the_region_of_its_employer;" for table in TABLES
)


class Migration(migrations.Migration):
    dependencies = [
        ("employers", "0007_fill_figures"),
        ("regions", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AlterField(
            model_name="agreement",
            name="region",
            field=models.ForeignKey(
                db_index=False,
                editable=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="regions.region",
            ),
        ),
        migrations.AlterField(
            model_name="placement",
            name="region",
            field=models.ForeignKey(
                db_index=False,
                editable=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="regions.region",
            ),
        ),
        migrations.AlterField(
            model_name="stagechange",
            name="days",
            field=models.PositiveIntegerField(),
        ),
        migrations.AlterField(
            model_name="stagechange",
            name="region",
            field=models.ForeignKey(
                db_index=False,
                editable=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="regions.region",
            ),
        ),
        migrations.AlterField(
            model_name="visit",
            name="region",
            field=models.ForeignKey(
                db_index=False,
                editable=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="regions.region",
            ),
        ),
        migrations.AddConstraint(
            model_name="visit",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("held_on__isnull", False), ("state", "concluded")),
                    models.Q(
                        models.Q(("state", "concluded"), _negated=True),
                        ("held_on", None),
                        ("lowest_determinant", ""),
                        ("profile", ""),
                    ),
                    _connector="OR",
                ),
                name="only_a_concluded_visit_counts",
            ),
        ),
        migrations.AddConstraint(
            model_name="visit",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("advised_by", None), ("advised_on", None)),
                    models.Q(("advised_by__isnull", False), ("advised_on__isnull", False)),
                    _connector="OR",
                ),
                name="advised_visit_says_by_whom",
            ),
        ),
        migrations.RunSQL(HOLD, LET_GO),
    ]
