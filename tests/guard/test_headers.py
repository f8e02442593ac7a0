"""What every page forbids the browser."""

import pytest
from csp.constants import NONCE, SELF
from csp.middleware import CSPMiddleware
from django.http import HttpResponse
from django.test import RequestFactory

from guard.csp import PolicyMiddleware


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


def answer_of(**wishes) -> HttpResponse:
    """Return what the site's policy makes of an answer with these wishes."""
    response = HttpResponse()
    for name, wish in wishes.items():
        setattr(response, name, wish)
    return PolicyMiddleware(lambda request: response)(RequestFactory().get("/"))


@pytest.mark.parametrize(
    "wishes",
    [
        {},
        {"_csp_update": {"form-action": ["https://one.example"]}},
        {"_csp_update": {"form-action": ["https://two.example"]}},
        {"_csp_replace": {"form-action": ["https://one.example"]}},
        {"_csp_config": {"default-src": ["'none'"]}},
        {"_csp_exempt": True},
        {"_csp_update": {"img-src": ["data:"]}, "_csp_replace": {"img-src": None}},
    ],
)
def test_an_answers_wishes_for_its_policy_are_its_own(wishes):
    theirs = HttpResponse()
    vars(theirs).update(wishes)
    theirs = CSPMiddleware(lambda request: theirs)(RequestFactory().get("/"))

    for _turn in range(2):
        for each in (wishes, {}, {"_csp_update": {"form-action": ["https://x.kr"]}}):
            ours = answer_of(**each)
            if each == wishes:
                assert ours.headers == theirs.headers


def test_a_policy_that_a_view_wrote_itself_stays():
    response = HttpResponse(headers={"Content-Security-Policy": "sandbox"})
    ours = PolicyMiddleware(lambda request: response)(RequestFactory().get("/"))

    assert ours["Content-Security-Policy"] == "sandbox"
    assert answer_of()["Content-Security-Policy"] != "sandbox"


def test_a_nonce_is_in_one_answers_policy_alone():
    def view(request):
        response = HttpResponse(str(request.csp_nonce))
        response._csp_update = {"script-src": [SELF, NONCE]}
        return response

    policies = []
    for _turn in range(2):
        response = PolicyMiddleware(view)(RequestFactory().get("/"))
        policies.append(response["Content-Security-Policy"])
        assert f"'nonce-{response.text}'" in policies[-1]

    assert policies[0] != policies[1]
    update = {"script-src": [SELF, NONCE]}
    assert "nonce" not in answer_of(_csp_update=update)["Content-Security-Policy"]


def test_the_policies_of_a_process_are_bounded():
    for number in range(300):
        answer_of(_csp_update={"form-action": [f"https://{number}.example"]})

    assert len(PolicyMiddleware._policies) <= 100
