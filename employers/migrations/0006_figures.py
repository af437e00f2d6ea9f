"""What figures count by: the region on every row, the day a visit was held, and indexes that hold all of a figure."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("employers", "0005_contact_erased"),
        ("regions", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="RegionMonth",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("month", models.DateField()),
                ("visits", models.IntegerField(default=0)),
                ("advices", models.IntegerField(default=0)),
            ],
            options={
                "ordering": ["region", "month"],
            },
        ),
        migrations.AlterModelOptions(
            name="benchmark",
            options={
                "ordering": ["key", "-year", "segment_kind", "segment"],
                "verbose_name": "cijfer om naast te leggen",
                "verbose_name_plural": "cijfers om naast te leggen",
            },
        ),
        migrations.RemoveConstraint(
            model_name="benchmark",
            name="one_figure_per_segment_and_period",
        ),
        migrations.RemoveIndex(
            model_name="placement",
            name="placement_by_employer",
        ),
        migrations.AddField(
            model_name="agreement",
            name="region",
            field=models.ForeignKey(
                db_index=False,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="regions.region",
            ),
        ),
        migrations.AddField(
            model_name="benchmark",
            name="entered_at",
            field=models.DateTimeField(blank=True, editable=False, null=True),
        ),
        migrations.AddField(
            model_name="benchmark",
            name="entered_by",
            field=models.ForeignKey(
                blank=True,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="benchmark",
            name="sbi_section",
            field=models.CharField(
                blank=True,
                choices=[
                    ("A", "Landbouw, bosbouw en visserij"),
                    ("B", "Winning van delfstoffen"),
                    ("C", "Industrie"),
                    ("D", "Energievoorziening"),
                    ("E", "Water en afvalbeheer"),
                    ("F", "Bouw"),
                    ("G", "Groot- en detailhandel, autoreparatie"),
                    ("H", "Vervoer en opslag"),
                    ("I", "Horeca"),
                    ("J", "Informatie en communicatie"),
                    ("K", "Financiële instellingen"),
                    ("L", "Verhuur en handel van onroerend goed"),
                    ("M", "Advies, onderzoek en specialistische zakelijke diensten"),
                    ("N", "Verhuur en overige zakelijke diensten"),
                    ("O", "Openbaar bestuur en overheidsdiensten"),
                    ("P", "Onderwijs"),
                    ("Q", "Gezondheids- en welzijnszorg"),
                    ("R", "Cultuur, sport en recreatie"),
                    ("S", "Overige dienstverlening"),
                    ("T", "Huishoudens als werkgever"),
                    ("U", "Internationale organisaties"),
                ],
                max_length=1,
                verbose_name="sector",
            ),
        ),
        migrations.AddField(
            model_name="benchmark",
            name="source_on",
            field=models.DateField(blank=True, null=True, verbose_name="datum van de bron"),
        ),
        migrations.AddField(
            model_name="employer",
            name="first_visit_on",
            field=models.DateField(blank=True, null=True, verbose_name="eerste bezoek"),
        ),
        migrations.AddField(
            model_name="placement",
            name="region",
            field=models.ForeignKey(
                db_index=False,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="regions.region",
            ),
        ),
        migrations.AddField(
            model_name="stagechange",
            name="days",
            field=models.PositiveIntegerField(null=True),
        ),
        migrations.AddField(
            model_name="stagechange",
            name="region",
            field=models.ForeignKey(
                db_index=False,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="regions.region",
            ),
        ),
        migrations.AddField(
            model_name="visit",
            name="advised_by",
            field=models.ForeignKey(
                db_index=False,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="visit",
            name="advised_on",
            field=models.DateField(editable=False, null=True, verbose_name="eerste advies op"),
        ),
        migrations.AddField(
            model_name="visit",
            name="held_on",
            field=models.DateField(editable=False, null=True, verbose_name="gehouden op"),
        ),
        migrations.AddField(
            model_name="visit",
            name="lowest_determinant",
            field=models.CharField(
                blank=True,
                choices=[
                    ("W1", "Verwachte voor- en nadelen"),
                    ("W2", "Gevoel en betrokkenheid"),
                    ("W3", "Sociale norm"),
                    ("W4", "Geloof in eigen kunnen"),
                    ("INT", "Voornemen"),
                    ("K1", "Kennis"),
                    ("K2", "Vaardigheden en personeelsbeleid"),
                    ("K3", "Werk en randvoorwaarden"),
                ],
                editable=False,
                max_length=3,
            ),
        ),
        migrations.AddField(
            model_name="visit",
            name="profile",
            field=models.CharField(
                blank=True,
                choices=[
                    ("P1", "Doet het al"),
                    ("P1b", "Doet het, met zorgen"),
                    ("P2", "Wil en kan, doet nog niet"),
                    ("P3", "Wil, loopt nog vast"),
                    ("P4", "Kan, ziet het nog niet"),
                    ("P5", "Nu nog niet"),
                    ("P6", "Onvoldoende beeld"),
                    ("grens", "Grensgebied"),
                ],
                editable=False,
                max_length=5,
                verbose_name="profiel",
            ),
        ),
        migrations.AddField(
            model_name="visit",
            name="region",
            field=models.ForeignKey(
                db_index=False,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="regions.region",
            ),
        ),
        migrations.AddIndex(
            model_name="agreement",
            index=models.Index(
                condition=models.Q(("state", "open")),
                fields=["region", "due_on"],
                include=("id", "employer"),
                name="agreement_open_in_region",
            ),
        ),
        migrations.AddIndex(
            model_name="agreement",
            index=models.Index(fields=["region", "created_at"], include=("employer",), name="agreement_made_in_region"),
        ),
        migrations.AddIndex(
            model_name="agreement",
            index=models.Index(
                condition=models.Q(("state", "done")),
                fields=["region", "closed_at"],
                include=("employer", "due_on"),
                name="agreement_kept_in_region",
            ),
        ),
        migrations.AddIndex(
            model_name="employer",
            index=models.Index(
                fields=["region", "profile", "sbi_section", "size_class"],
                include=("lowest_determinant", "willen", "kunnen", "target_group_employees", "stage"),
                name="employer_for_figures",
            ),
        ),
        migrations.AddIndex(
            model_name="employer",
            index=models.Index(
                fields=["region", "first_visit_on"],
                include=("id", "created_at", "stage"),
                name="employer_by_first_visit",
            ),
        ),
        migrations.AddIndex(
            model_name="employer",
            index=models.Index(fields=["region", "created_at"], include=("id",), name="employer_by_creation"),
        ),
        migrations.AddIndex(
            model_name="placement",
            index=models.Index(fields=["employer", "-started_on"], include=("form",), name="placement_by_employer"),
        ),
        migrations.AddIndex(
            model_name="placement",
            index=models.Index(
                fields=["region", "started_on"],
                include=("employer", "form", "after_6_months", "after_12_months"),
                name="placement_in_region",
            ),
        ),
        migrations.AddIndex(
            model_name="stagechange",
            index=models.Index(
                fields=["region", "moved_at"],
                include=("employer", "from_stage", "to_stage", "days"),
                name="stage_change_in_region",
            ),
        ),
        migrations.AddIndex(
            model_name="visit",
            index=models.Index(
                condition=models.Q(("held_on__isnull", False)),
                fields=["region", "held_on"],
                include=("id", "employer", "profile", "lowest_determinant"),
                name="visit_held_in_region",
            ),
        ),
        migrations.AddIndex(
            model_name="visit",
            index=models.Index(
                condition=models.Q(("advised_on__isnull", False)),
                fields=["region", "advised_on"],
                include=("id", "employer", "advised_by"),
                name="visit_advised_in_region",
            ),
        ),
        migrations.AddConstraint(
            model_name="benchmark",
            constraint=models.UniqueConstraint(
                fields=("key", "segment_kind", "segment", "sbi_section", "period"),
                name="one_figure_per_segment_and_period",
            ),
        ),
        migrations.AddConstraint(
            model_name="benchmark",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("entered_at", None), ("entered_by", None)),
                    models.Q(
                        ("entered_at__isnull", False),
                        ("entered_by__isnull", False),
                        ("segment_kind", "region"),
                        ("source_on__isnull", False),
                    ),
                    _connector="OR",
                ),
                name="entered_figure_is_of_a_region_and_has_its_date",
            ),
        ),
        migrations.AddConstraint(
            model_name="employer",
            constraint=models.UniqueConstraint(fields=("id", "region"), name="employer_with_its_region"),
        ),
        migrations.AddField(
            model_name="regionmonth",
            name="region",
            field=models.ForeignKey(
                db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="regions.region"
            ),
        ),
        migrations.AddConstraint(
            model_name="regionmonth",
            constraint=models.UniqueConstraint(fields=("region", "month"), name="one_row_per_region_and_month"),
        ),
    ]
