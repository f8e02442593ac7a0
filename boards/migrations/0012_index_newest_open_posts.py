from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("boards", "0011_index_posts_for_sorted_lists")]

    operations = [
        migrations.RemoveIndex(
            model_name="post",
            name="post_newest",
        ),
        migrations.AddIndex(
            model_name="post",
            index=models.Index(
                models.F("board"),
                models.F("state"),
                models.OrderBy(models.F("id"), descending=True),
                condition=models.Q(("is_secret", False), ("state", 0)),
                name="post_open_newest",
            ),
        ),
        migrations.AddIndex(
            model_name="post",
            index=models.Index(
                models.OrderBy(models.F("id"), descending=True),
                models.F("state"),
                models.F("board"),
                models.F("is_secret"),
                condition=models.Q(("state", 0)),
                name="post_newest",
            ),
        ),
    ]
