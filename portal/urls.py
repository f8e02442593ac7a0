"""Pages that join several apps."""

from django.urls import path

from portal import views

app_name = "portal"

urlpatterns = [
    path("", views.front, name="front"),
    path("new/", views.new_posts, name="new_posts"),
    path("search/", views.search, name="search"),
]
