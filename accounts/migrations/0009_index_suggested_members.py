"""Find members by the beginning of their nickname, or of its initials."""

from django.db import migrations, models

import web.code_points


class Migration(migrations.Migration):
    dependencies = [("accounts", "0008_member_initials")]

    operations = [
        migrations.AddIndex(
            model_name="member",
            index=models.Index(
                web.code_points.ByCodePoint("initials"),
                condition=models.Q(("is_active", True)),
                name="member_suggested_by_initials",
            ),
        ),
        migrations.AddIndex(
            model_name="member",
            index=models.Index(
                web.code_points.ByCodePoint("nickname_key"),
                condition=models.Q(("is_active", True)),
                name="member_suggested_by_key",
            ),
        ),
    ]
