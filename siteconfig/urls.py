"""Addresses of the content pages."""

from django.urls import path

from siteconfig import views

app_name = "siteconfig"

urlpatterns = [path("pages/<slug:slug>/", views.page_detail, name="page_detail")]
