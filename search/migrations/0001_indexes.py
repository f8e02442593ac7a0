"""Make the indexes and note that they are whole: there is nothing to be found yet.

Where there is, the app that knows marks them (search.services.mark_stale).
"""

from django.db import migrations, models

from search.backend import current_backend, table_of
from search.indexes import Index
from search.tokens import TOKENISER_VERSION


def make_indexes(apps, schema_editor):
    # The table and the version of the code that runs now: what is made here is used
    # by it, not by the code of the day this migration was written.
    for index in Index:
        current_backend().create(table_of(index))
        apps.get_model("search", "IndexState").objects.create(
            name=index.value, version=TOKENISER_VERSION
        )


def drop_indexes(apps, schema_editor):
    for index in Index:
        current_backend().drop(table_of(index))


class Migration(migrations.Migration):
    initial = True
    dependencies = []

    operations = [
        migrations.CreateModel(
            name="IndexState",
            fields=[
                (
                    "name",
                    models.CharField(max_length=20, primary_key=True, serialize=False),
                ),
                ("version", models.PositiveSmallIntegerField(default=0)),
                ("building_version", models.PositiveSmallIntegerField(default=0)),
                ("last_id", models.BigIntegerField(default=0)),
                ("started_at", models.DateTimeField(blank=True, null=True)),
                ("finished_at", models.DateTimeField(blank=True, null=True)),
            ],
        ),
        migrations.RunPython(make_indexes, drop_indexes),
    ]
