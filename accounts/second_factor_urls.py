"""Below /accounts/2fa/: django-allauth's pages, ours in place of some."""

from django.urls import include, path

from accounts import second_factor_views as views

urlpatterns = [
    path("totp/activate/", views.activate_totp, name="mfa_activate_totp"),
    path("recovery-codes/", views.view_recovery_codes, name="mfa_view_recovery_codes"),
    path(
        "recovery-codes/generate/",
        views.generate_recovery_codes,
        name="mfa_generate_recovery_codes",
    ),
    path(
        "recovery-codes/download/",
        views.download_recovery_codes,
        name="mfa_download_recovery_codes",
    ),
    path("webauthn/login/", views.log_in_by_passkey, name="mfa_login_webauthn"),
    path("", include("allauth.mfa.urls")),
]
