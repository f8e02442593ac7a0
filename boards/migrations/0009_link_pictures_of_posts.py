"""Write down which stored pictures stand in the posts written so far."""

import re

from django.db import migrations

_BATCH = 500
_IN_BODY = re.compile(r'<img\b[^<>]*? src="/media/(pictures/[\w/.-]+\.webp)"')


def link_pictures(apps, schema_editor):
    posts = apps.get_model("boards", "Post").objects
    attachments = apps.get_model("boards", "Attachment").objects
    picture_of = dict(
        apps.get_model("uploads", "StoredPicture").objects.values_list("path", "pk")
    )
    if not picture_of:
        return
    pairs = list(attachments.filter(is_picture=True).values_list("post", "path"))
    bodies = posts.filter(body_html__contains="/media/pictures/").order_by("pk")
    for post, body in bodies.values_list("pk", "body_html").iterator(_BATCH):
        pairs += [(post, path) for path in _IN_BODY.findall(body)]
    link = apps.get_model("boards", "PostPicture")
    link.objects.bulk_create(
        (
            link(post_id=post, picture_id=picture_of[path])
            for post, path in pairs
            if path in picture_of
        ),
        batch_size=_BATCH,
        ignore_conflicts=True,
    )


class Migration(migrations.Migration):
    dependencies = [("boards", "0008_link_posts_and_pictures")]

    operations = [migrations.RunPython(link_pictures, migrations.RunPython.noop)]
