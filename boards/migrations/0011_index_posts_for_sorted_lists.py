from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("boards", "0010_sum_written_days")]

    operations = [
        migrations.AddIndex(
            model_name="post",
            index=models.Index(
                models.F("board"),
                models.F("view_count"),
                models.F("id"),
                models.F("state"),
                condition=models.Q(("state", 0)),
                name="post_by_views",
            ),
        ),
        migrations.AddIndex(
            model_name="post",
            index=models.Index(
                models.F("board"),
                models.F("category"),
                models.F("view_count"),
                models.F("id"),
                models.F("state"),
                condition=models.Q(("category__isnull", False), ("state", 0)),
                name="post_category_by_views",
            ),
        ),
        migrations.AddIndex(
            model_name="post",
            index=models.Index(
                models.F("board"),
                models.F("up_count"),
                models.F("id"),
                models.F("state"),
                condition=models.Q(("state", 0)),
                name="post_by_votes",
            ),
        ),
        migrations.AddIndex(
            model_name="post",
            index=models.Index(
                models.F("board"),
                models.F("category"),
                models.F("up_count"),
                models.F("id"),
                models.F("state"),
                condition=models.Q(("category__isnull", False), ("state", 0)),
                name="post_category_by_votes",
            ),
        ),
        migrations.AddIndex(
            model_name="post",
            index=models.Index(
                models.F("board"),
                models.F("created_at"),
                models.F("id"),
                models.F("state"),
                models.F("category"),
                models.F("view_count"),
                models.F("up_count"),
                condition=models.Q(("state", 0)),
                name="post_by_date",
            ),
        ),
        migrations.AddIndex(
            model_name="post",
            index=models.Index(
                models.F("board"),
                models.F("category"),
                models.F("created_at"),
                models.F("id"),
                models.F("state"),
                condition=models.Q(("category__isnull", False), ("state", 0)),
                name="post_category_by_date",
            ),
        ),
    ]
