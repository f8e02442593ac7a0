"""Pages that join several apps."""

from django.urls import path

from portal import beacon, feeds, search_views, sitemaps, views

app_name = "portal"

urlpatterns = [
    path("", views.front, name="front"),
    path("groups/<slug:slug>/", views.group, name="group"),
    path("boards/", views.board_list, name="board_list"),
    path("write/", views.write, name="write"),
    path("groups/<slug:slug>/feed/", feeds.group_feed, name="group_feed"),
    path(
        "groups/<slug:slug>/feed/atom/",
        feeds.group_feed,
        {"kind": "atom"},
        name="group_feed_atom",
    ),
    path("feed/", feeds.site_feed, name="feed"),
    path("feed/atom/", feeds.site_feed, {"kind": "atom"}, name="feed_atom"),
    path("sitemap.xml", sitemaps.sitemap_index, name="sitemap"),
    path("sitemap-pages.xml", sitemaps.sitemap_pages, name="sitemap_pages"),
    path("sitemap-posts-<int:part>.xml", sitemaps.sitemap_posts, name="sitemap_posts"),
    path("robots.txt", views.robots, name="robots"),
    path("new/", views.new_posts, name="new_posts"),
    path("online/", views.online, name="online"),
    path("search/", search_views.search, name="search"),
    path("search/suggest/", search_views.search_suggest, name="search_suggest"),
    path("beacon/", beacon.beacon, name="beacon"),
    path("preferences/", views.preferences, name="preferences"),
]
