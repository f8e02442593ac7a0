"""Every address of the site, app by app."""

from django.contrib import admin
from django.urls import include, path

urlpatterns = [
    path("boards/", include("boards.urls")),  # first: most of what is read
    path("", include("portal.urls")),
    path("", include("siteconfig.urls")),
    path("accounts/", include("accounts.urls")),
    path("accounts/", include("accounts.social_urls")),
    path("accounts/", include("allauth.account.urls")),
    path("accounts/2fa/", include("accounts.second_factor_urls")),
    path("", include("guard.urls")),
    path("", include("uploads.urls")),
    path("", include("web.urls")),
    path("admin/", admin.site.urls),
]

handler400 = "web.errors.bad_request"
handler403 = "web.errors.forbidden"
handler404 = "web.errors.not_found"
handler500 = "web.errors.server_error"
