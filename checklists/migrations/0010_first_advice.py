"""Each row of what was advised says whether it is the first of its quarter."""

from django.db import migrations, models

FILL = """
UPDATE checklists_advisedinstrument AS kept SET is_first = false
  FROM (SELECT id, row_number() OVER (PARTITION BY employer_id, slug, date_trunc('quarter', given_on) ORDER BY given_on, id)
               AS place FROM checklists_advisedinstrument) AS numbered
 WHERE numbered.id = kept.id AND numbered.place > 1;
SET CONSTRAINTS ALL IMMEDIATE;
"""


class Migration(migrations.Migration):
    dependencies = [("checklists", "0009_answer_digests")]
    operations = [
        migrations.RemoveIndex(model_name="advisedinstrument", name="advised_in_region"),
        migrations.AddField(
            model_name="advisedinstrument",
            name="is_first",
            field=models.BooleanField(default=True),
            preserve_default=False,
        ),
        migrations.RunSQL(FILL, migrations.RunSQL.noop),
        migrations.AddIndex(
            model_name="advisedinstrument",
            index=models.Index(
                fields=["region", "given_on"], include=("slug", "employer", "is_first"), name="advised_in_region"
            ),
        ),
    ]
