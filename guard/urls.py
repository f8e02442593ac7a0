"""Addresses of the guard's own pages."""

from django.urls import path

from guard import views

app_name = "guard"

urlpatterns = [path("guard/challenge/", views.challenge, name="challenge")]
