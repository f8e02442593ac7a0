"""Give every member the initials of his nickname, those of long ago too."""

from django.db import migrations, models

from accounts.names import initials_of_key

BATCH = 500


def fill(apps, schema_editor):
    """Take them from the keys, a batch at a time."""
    Member = apps.get_model("accounts", "Member")
    last = 0
    while True:
        members = Member.objects.filter(pk__gt=last, nickname_key__isnull=False)
        batch = list(members.order_by("pk").only("pk", "nickname_key")[:BATCH])
        if not batch:
            return
        for member in batch:
            member.initials = initials_of_key(member.nickname_key)
        Member.objects.bulk_update(batch, ["initials"])
        last = batch[-1].pk


class Migration(migrations.Migration):
    dependencies = [("accounts", "0007_index_members_by_joining")]

    operations = [
        migrations.AddField(
            model_name="member",
            name="initials",
            field=models.CharField(
                blank=True, default="", editable=False, max_length=80
            ),
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
