"""What every page forbids the browser."""

import pytest


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/", "/accounts/login/", "/admin/login/"])
def test_only_the_site_itself_may_run_on_its_pages(client, path):
    policy = client.get(path)["Content-Security-Policy"]

    directives = dict(part.split(" ", 1) for part in policy.split("; "))
    assert "unsafe" not in policy
    assert directives["default-src"] == "'self'"
    assert directives["worker-src"] == "'self'"
    assert directives["object-src"] == directives["base-uri"] == "'none'"
    assert directives["frame-ancestors"] == "'none'"
    assert "script-src" not in directives or directives["script-src"] == "'self'"
