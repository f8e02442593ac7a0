"""How the processes reach the database."""

import pytest
from django.conf import settings


@pytest.mark.postgresql
def test_every_thread_of_a_process_finds_a_connection_of_its_own():
    pool = settings.DATABASES["default"]["OPTIONS"]["pool"]

    assert pool["max_size"] > settings.WEB_THREADS  # and one for who writes the views
