from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("boards", "0013_index_what_is_written")]

    operations = [
        migrations.RemoveIndex(
            model_name="comment",
            name="comment_written",
        ),
        migrations.RemoveIndex(
            model_name="post",
            name="post_board_newest",
        ),
        migrations.RemoveIndex(
            model_name="post",
            name="post_written",
        ),
        migrations.AddIndex(
            model_name="comment",
            index=models.Index(
                models.F("created_at"), models.F("id"), name="comment_written"
            ),
        ),
        migrations.AddIndex(
            model_name="post",
            index=models.Index(
                fields=["board", "created_at", "id"], name="post_board_written"
            ),
        ),
        migrations.AddIndex(
            model_name="post",
            index=models.Index(
                models.F("created_at"), models.F("id"), name="post_written"
            ),
        ),
    ]
