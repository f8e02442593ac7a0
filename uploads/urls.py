"""The addresses of uploaded pictures and of the stills of videos."""

from django.urls import path

from uploads import views

app_name = "uploads"

urlpatterns = [
    path(
        "media/videos/<slug:host>/<slug:code>/", views.video_still, name="video_still"
    ),
    path("media/<path:path>", views.media, name="media"),
]
