"""Pictures attached so far get their sizes too, by the periodic job."""

from django.db import migrations

_BATCH = 1000


def note_pictures(apps, schema_editor):
    attachments = apps.get_model("boards", "Attachment").objects
    stored = apps.get_model("uploads", "StoredPicture")
    pictures = attachments.filter(is_picture=True).order_by("pk")
    waiting = (
        stored(
            path=attachment.path,
            width=attachment.width,
            height=attachment.height,
            owner_id=attachment.post.author_id,
            created_at=attachment.created_at,
        )
        for attachment in pictures.select_related("post").iterator(_BATCH)
    )
    stored.objects.bulk_create(waiting, batch_size=_BATCH, ignore_conflicts=True)


class Migration(migrations.Migration):
    dependencies = [
        ("boards", "0006_index_posts_by_picture"),
        ("uploads", "0001_initial"),
    ]

    operations = [migrations.RunPython(note_pictures, migrations.RunPython.noop)]
