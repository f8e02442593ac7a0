"""Ways in from other sites, under the names that allauth looks them up by."""

from django.urls import URLPattern, path

from accounts import social_views
from accounts.social import PROVIDERS


def _callbacks(provider_id: str) -> list[URLPattern]:
    finish = social_views.FINISH_VIEWS[provider_id]
    address = f"{provider_id}/login/callback/"
    name = f"{provider_id}_callback"
    if provider_id != "apple":
        return [path(address, finish, name=name)]
    return [
        path(address, social_views.apple_callback, name=name),
        path(f"{address}finish/", finish, name="apple_finish_callback"),
    ]


urlpatterns = [
    path("social/", social_views.connections, name="socialaccount_connections"),
    path("social/signup/", social_views.sign_up, name="socialaccount_signup"),
    path(
        "social/cancelled/",
        social_views.cancelled,
        name="socialaccount_login_cancelled",
    ),
]
for _provider in PROVIDERS:
    _login = social_views.LOGIN_VIEWS[_provider.id]
    urlpatterns += [
        path(f"{_provider.id}/login/", _login, name=f"{_provider.id}_login"),
        *_callbacks(_provider.id),
    ]
