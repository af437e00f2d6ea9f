"""A region may have three colours of its own."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("regions", "0002_members_and_invitations")]

    operations = [
        migrations.AddField(
            model_name="region",
            name="brand_colour",
            field=models.CharField(blank=True, max_length=7, verbose_name="kleur van knoppen en koppelingen"),
        ),
        migrations.AddField(
            model_name="region",
            name="header_colour",
            field=models.CharField(blank=True, max_length=7, verbose_name="kleur van de balk bovenaan"),
        ),
        migrations.AddField(
            model_name="region",
            name="accent_colour",
            field=models.CharField(blank=True, max_length=7, verbose_name="kleur van de rand om waar iemand is"),
        ),
        migrations.AddConstraint(
            model_name="region",
            constraint=models.CheckConstraint(
                condition=models.Q(brand_colour="", header_colour="", accent_colour="")
                | models.Q(
                    brand_colour__regex="^#[0-9a-f]{6}$",
                    header_colour__regex="^#[0-9a-f]{6}$",
                    accent_colour__regex="^#[0-9a-f]{6}$",
                ),
                name="region_has_three_colours_or_none",
            ),
        ),
    ]
