"""A cancelled visit can be put back: the words for it in the history."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("employers", "0012_search_in_region"),
    ]

    operations = [
        migrations.AlterField(
            model_name="stagechange",
            name="event",
            field=models.CharField(
                blank=True,
                choices=[
                    ("contact_added", "Contactpersoon toegevoegd"),
                    ("visit_planned", "Bezoek gepland"),
                    ("visit_cancelled", "Bezoek afgezegd"),
                    ("visit_restored", "Afgezegd bezoek teruggezet"),
                    ("visit_concluded", "Bezoek afgerond"),
                    ("advice_given", "Advies vastgesteld"),
                    ("agreement_made", "Afspraak gemaakt"),
                ],
                max_length=16,
            ),
        ),
        migrations.AlterField(
            model_name="timelineentry",
            name="kind",
            field=models.CharField(
                choices=[
                    ("created", "Dossier aangemaakt"),
                    ("changed", "Profiel gewijzigd"),
                    ("contact_added", "Contactpersoon toegevoegd"),
                    ("contact_changed", "Contactpersoon gewijzigd"),
                    ("contact_erased", "Gegevens van een contactpersoon gewist"),
                    ("visit_planned", "Bezoek gepland"),
                    ("visit_changed", "Bezoek gewijzigd"),
                    ("visit_started", "Bezoek begonnen"),
                    ("visit_concluded", "Bezoek afgerond"),
                    ("visit_reopened", "Bezoek weer geopend"),
                    ("visit_cancelled", "Bezoek afgezegd"),
                    ("visit_restored", "Afgezegd bezoek teruggezet"),
                    ("advice_given", "Advies vastgesteld"),
                    ("agreement_made", "Afspraak gemaakt"),
                    ("agreement_closed", "Afspraak afgesloten"),
                    ("agreement_reopened", "Afspraak weer geopend"),
                    ("stage_moved", "Naar een andere stap"),
                    ("placement_added", "Plaatsing toegevoegd"),
                    ("placement_changed", "Plaatsing gewijzigd"),
                    ("handed_over", "Overgedragen aan een andere adviseur"),
                ],
                max_length=20,
            ),
        ),
    ]
