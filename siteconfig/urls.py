"""Addresses of the content pages, the icon and the manifest."""

from django.urls import path

from siteconfig import views

app_name = "siteconfig"

urlpatterns = [
    path("pages/<slug:slug>/", views.page_detail, name="page_detail"),
    path("favicon.ico", views.favicon, name="favicon"),
    path("manifest.webmanifest", views.manifest, name="manifest"),
]
