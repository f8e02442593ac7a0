"""Let the choices of a board's skin be the folders there are."""

from django.db import migrations, models

import boards.skins


class Migration(migrations.Migration):
    dependencies = [("boards", "0004_drafts")]

    operations = [
        migrations.AlterField(
            model_name="board",
            name="skin",
            field=models.CharField(
                choices=boards.skins.skin_choices,
                default="list",
                max_length=20,
                verbose_name="모양",
            ),
        ),
    ]
