"""Addresses for machines."""

from django.urls import path

from web import views

app_name = "web"

urlpatterns = [path("healthz", views.health, name="health")]
