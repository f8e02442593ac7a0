"""Give every post its excerpt, those already written too."""

from django.db import migrations, models

from guard.sanitise import plain_text

BATCH = 500
EXCERPT_MAX = 120


def fill(apps, schema_editor):
    """Quote each post's own text, a batch at a time."""
    Post = apps.get_model("boards", "Post")
    last = 0
    while True:
        posts = Post.objects.filter(pk__gt=last).order_by("pk")
        batch = list(posts.only("pk", "body_html")[:BATCH])
        if not batch:
            return
        for post in batch:
            post.excerpt = plain_text(post.body_html)[:EXCERPT_MAX].rstrip()
        Post.objects.bulk_update(batch, ["excerpt"])
        last = batch[-1].pk


class Migration(migrations.Migration):
    dependencies = [("boards", "0001_initial")]

    operations = [
        migrations.AddField(
            model_name="post",
            name="excerpt",
            field=models.CharField(blank=True, editable=False, max_length=120),
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
