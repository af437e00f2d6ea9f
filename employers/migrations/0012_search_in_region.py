"""Search within a region: every word in the index begins with the number of its region."""

import django.contrib.postgres.indexes
import django.contrib.postgres.search
from django.db import migrations, models
from django.db.models import F, Func, Value
from django.db.models.functions import Cast, Concat


class Migration(migrations.Migration):
    dependencies = [("employers", "0011_index_for_the_silent")]
    operations = [
        migrations.RemoveIndex(model_name="employer", name="employer_search"),
        # What a generated column says cannot be altered, and nothing is lost: the database makes it again.
        migrations.RemoveField(model_name="employer", name="search"),
        migrations.AddField(
            model_name="employer",
            name="search",
            field=models.GeneratedField(
                expression=django.contrib.postgres.search.SearchVector(
                    Func(
                        F("search_text"),
                        Value(r"(\S+)"),
                        Concat(Cast("region", models.TextField()), Value(r"r\1"), output_field=models.TextField()),
                        Value("g"),
                        function="regexp_replace",
                        output_field=models.TextField(),
                    ),
                    config="simple",
                ),
                output_field=django.contrib.postgres.search.SearchVectorField(),
                db_persist=True,
            ),
        ),
        migrations.AddIndex(
            model_name="employer",
            index=django.contrib.postgres.indexes.GinIndex(fields=["search"], name="employer_search"),
        ),
        migrations.AlterField(
            model_name="employer",
            name="region",
            field=models.ForeignKey(
                db_index=False,
                on_delete=models.deletion.PROTECT,
                related_name="employers",
                to="regions.region",
                verbose_name="regio",
            ),
        ),
    ]
