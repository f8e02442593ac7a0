"""The site's own rows: read without a query, written so that all processes know.

Reads are kept per process under `Generation.SITE`; every write raises it when it
is committed. What a read returns is shared by all threads: treat it as read-only.
"""

from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property, partial

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction
from django.db.models import OuterRef, Q, Subquery
from django.urls import reverse

from guard.sanitise import clean_text, plain_text, sanitise_html
from siteconfig import icons
from siteconfig.models import MenuItem, Page, PageVersion, SiteSettings
from web.generations import Generation, keep, raise_on_commit

EXCERPT_MAX = 120  # characters


@dataclass(frozen=True)
class MenuEntry:
    """One visible entry of the main menu, with the visible ones below it."""

    label: str
    url: str
    opens_new_window: bool
    children: list["MenuEntry"] = field(default_factory=list)


@dataclass(frozen=True)
class ContentPage:
    """A content page as it is shown now."""

    slug: str
    title: str
    body_html: str
    number: int
    published_at: datetime
    is_in_footer: bool
    excerpt: str

    @cached_property
    def url(self) -> str:
        return reverse("siteconfig:page_detail", args=[self.slug])


def site() -> SiteSettings:
    """Return the site's settings; plain defaults while nobody has saved any."""
    return keep(
        Generation.SITE,
        "settings",
        lambda: SiteSettings.objects.first() or SiteSettings(),
    )


def menu() -> list[MenuEntry]:
    """Return the visible menu, two levels deep, in the manager's order."""
    return keep(Generation.SITE, "menu", _read_menu)


def footer_pages() -> list[ContentPage]:
    """Return the pages that every footer links to, in the manager's order."""
    return [page for page in _pages().values() if page.is_in_footer]


def content_pages() -> list[ContentPage]:
    """Return all content pages, in the manager's order."""
    return list(_pages().values())


def current_page(slug: str) -> ContentPage | None:
    """Return a content page in its newest version, None when there is none."""
    return _pages().get(slug)


def count_sample_pages() -> int:
    """Return how many pages still have the text that a new site starts with.

    Nobody wrote that, and it is their first.
    """
    written = Q(versions__number__gt=1) | Q(versions__created_by__isnull=False)
    return Page.objects.exclude(pk__in=Page.objects.filter(written)).count()


def icon_url(name: str) -> str:
    """Return the address of an icon, by its name in siteconfig.icons."""
    address = partial(icons.address_of, name, site().mark)
    return keep(Generation.SITE, f"icon:{name}", address)


def mark_url() -> str:
    """Return the address of the site's mark, to be shown small."""
    return icon_url(icons.SMALL.name if site().mark else icons.THEME_MARK)


def save_settings(
    settings: SiteSettings, *, new_icons: dict[str, bytes] | None = None
) -> None:
    """Save the site's settings. Raises ValidationError, in Korean, for bad values.

    new_icons: of a new mark, as `draw_icons` made them; an empty one goes back to
    the theme's, None leaves the mark as it is.
    """
    old = settings.mark
    if new_icons is not None:
        settings.mark = icons.store_icons(new_icons) if new_icons else ""
    try:
        with transaction.atomic():
            settings.full_clean()
            settings.save()
            raise_on_commit(Generation.SITE)
            if old and old != settings.mark:
                transaction.on_commit(partial(icons.discard_icons, old))
    except BaseException:
        if new_icons:
            icons.discard_icons(settings.mark)
        settings.mark = old
        raise


@transaction.atomic
def save_menu_item(item: MenuItem) -> None:
    """Save a menu entry. Raises ValidationError, in Korean, for bad values."""
    item.full_clean()
    item.save()
    raise_on_commit(Generation.SITE)


@transaction.atomic
def delete_menu_item(item: MenuItem) -> None:
    """Delete a menu entry and those below it."""
    item.delete()
    raise_on_commit(Generation.SITE)


def publish_page(
    page: Page, *, title: str, body: str, author: AbstractBaseUser | None
) -> PageVersion:
    """Save a page, new or not, and show this text from now on.

    `body` is HTML as it was typed. A changed text becomes a new version; the same
    text keeps the version it has. Returns the version shown. Raises
    ValidationError, in Korean, for a bad slug or title.
    """
    page.title = title
    page.full_clean()
    body = clean_text(body).strip()  # browsers send other line ends than we keep
    body_html = sanitise_html(body)
    with transaction.atomic():
        page.save()
        # Two managers who publish at once take turns, so that numbers differ.
        Page.objects.select_for_update().get(pk=page.pk)
        newest = page.versions.first()
        if newest is None or newest.body != body:
            newest = page.versions.create(
                number=newest.number + 1 if newest else 1,
                body=body,
                body_html=body_html,
                created_by_id=author.pk if author else None,
            )
        raise_on_commit(Generation.SITE)
    return newest


def restore_version(
    version: PageVersion, *, author: AbstractBaseUser | None
) -> PageVersion:
    """Show an older text again, as a new version; returns that one."""
    page = version.page
    return publish_page(page, title=page.title, body=version.body, author=author)


@transaction.atomic
def delete_page(page: Page) -> None:
    """Delete a content page with all its versions."""
    page.delete()
    raise_on_commit(Generation.SITE)


def _read_menu() -> list[MenuEntry]:
    children: dict[int | None, list[MenuItem]] = {}
    for item in MenuItem.objects.filter(is_visible=True):
        children.setdefault(item.parent_id, []).append(item)
    return [
        _entry(item, [_entry(child, []) for child in children.get(item.pk, [])])
        for item in children.get(None, [])
    ]


def _entry(item: MenuItem, children: list[MenuEntry]) -> MenuEntry:
    return MenuEntry(item.label, item.url, item.opens_new_window, children)


def _pages() -> dict[str, ContentPage]:
    return keep(Generation.SITE, "pages", _read_pages)


def _read_pages() -> dict[str, ContentPage]:
    newest = PageVersion.objects.filter(page=OuterRef("page")).values("number")[:1]
    versions = PageVersion.objects.filter(number=Subquery(newest))
    return {
        version.page.slug: ContentPage(
            slug=version.page.slug,
            title=version.page.title,
            body_html=version.body_html,
            number=version.number,
            published_at=version.created_at,
            is_in_footer=version.page.is_in_footer,
            excerpt=plain_text(version.body_html)[:EXCERPT_MAX],
        )
        for version in versions.select_related("page").order_by(
            "page__order", "page_id"
        )
    }
