from django.db import migrations


class Migration(migrations.Migration):
    """Index Django's own log: the admin reads who did what last, and each row's history.

    It has an index by either user or kind alone, so that a manager of ten years had
    all his acts sorted on the first page.
    """

    dependencies = [
        ("portal", "0001_failed_jobs"),
        ("admin", "0003_logentry_add_action_flag_choices"),
    ]

    operations = [
        migrations.RunSQL(
            "CREATE INDEX admin_log_of_user ON django_admin_log (user_id, action_time)",
            "DROP INDEX admin_log_of_user",
        ),
        migrations.RunSQL(
            "CREATE INDEX admin_log_of_row"
            " ON django_admin_log (content_type_id, object_id)",
            "DROP INDEX admin_log_of_row",
        ),
    ]
