"""The address of uploaded pictures."""

from django.urls import path

from uploads import views

app_name = "uploads"

urlpatterns = [path("media/<path:path>", views.media, name="media")]
