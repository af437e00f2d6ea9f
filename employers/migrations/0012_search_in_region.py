"""Search within a region by one index of both."""

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.operations import BtreeGinExtension
from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("employers", "0011_index_for_the_silent")]
    operations = [
        BtreeGinExtension(),
        migrations.RemoveIndex(model_name="employer", name="employer_search"),
        migrations.AddIndex(model_name="employer", index=GinIndex(fields=["region", "search"], name="employer_search")),
    ]
