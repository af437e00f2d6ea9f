"""A change of rights says whether the account was closed with it, so that taking it back opens no other one."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("regions", "0004_catalogue_role"),
    ]

    operations = [
        migrations.AddField(
            model_name="membershipchange",
            name="closed_account",
            field=models.BooleanField(default=False, editable=False, verbose_name="account afgesloten"),
        ),
    ]
