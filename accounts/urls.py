"""A member's own pages; django-allauth's stand beside them."""

from django.urls import path

from accounts import device_views, views

app_name = "accounts"

urlpatterns = [
    path("", views.profile_edit, name="profile_edit"),
    path("consents/", views.consent_list, name="consents"),
    path("devices/", device_views.device_list, name="devices"),
    path("devices/confirm/", device_views.confirm, name="devices_confirm"),
    path("devices/others/log-out/", device_views.end_others, name="devices_end"),
    path("devices/<int:row_id>/log-out/", device_views.end_one, name="device_end"),
    path("email/code/", views.email_code, name="email_code"),
    path("find-name/", views.find_name, name="find_name"),
    path("find-name/sent/", views.find_name_sent, name="find_name_sent"),
    path("leave/", views.member_leave, name="member_leave"),
    path("name-check/", views.name_check, name="name_check"),
    # Before allauth's of the same address: two who take a name at once.
    path("signup/", views.sign_up, name="sign_up"),
    path("first-manager/<str:token>/", views.first_manager, name="first_manager"),
]
