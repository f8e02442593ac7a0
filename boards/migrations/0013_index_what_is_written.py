"""What stands on the boards already is not in the search index: it is to be built."""

from django.db import migrations


def mark_stale(apps, schema_editor):
    if apps.get_model("boards", "Post").objects.exists():
        apps.get_model("search", "IndexState").objects.update(version=0)


class Migration(migrations.Migration):
    dependencies = [
        ("boards", "0012_index_newest_open_posts"),
        ("search", "0001_indexes"),
    ]

    operations = [migrations.RunPython(mark_stale, migrations.RunPython.noop)]
