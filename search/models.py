"""What is known about each index."""

from django.db import models


class IndexState(models.Model):
    """How far one index is; its rows are made by the migrations, one for each.

    While it is built anew, what is written goes to both tables: the one that is
    searched and, up to `last_id`, the new one (see search.rebuilding).
    """

    name = models.CharField(max_length=20, primary_key=True)  # of search.indexes.Index
    # Of the tokeniser that the table searched was built with; 0 when it is not whole.
    version = models.PositiveSmallIntegerField(default=0)
    building_version = models.PositiveSmallIntegerField(default=0)  # 0: none is built
    last_id = models.BigIntegerField(default=0)  # up to here the new table is filled
    started_at = models.DateTimeField(null=True, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return self.name
