"""How a visitor likes to read: theme and text size, kept in two cookies."""

from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest, HttpResponse

# Cookie and form field of each preference: what it may be. The first is the default.
CHOICES = {
    "theme": ("auto", "light", "dark"),
    "text_size": ("1", "2", "3"),
}
KEPT_SECONDS = 60 * 60 * 24 * 365


@dataclass(frozen=True)
class Preferences:
    """What <html> says to the style sheet; `auto` follows the system."""

    theme: str
    text_size: str

    @property
    def color_scheme(self) -> str:
        """The browser's own ground and fields, before any style sheet is there."""
        return "light dark" if self.theme == "auto" else self.theme


def preferences_of(request: HttpRequest) -> Preferences:
    """Return what the cookies say; what they may not say counts as the default."""
    return Preferences(
        **{name: known_choice(name, request.COOKIES.get(name)) for name in CHOICES}
    )


def keep_preferences(request: HttpRequest, response: HttpResponse) -> None:
    """Set the cookies of those preferences that the form holds, and no others."""
    for name in CHOICES.keys() & request.POST.keys():
        response.set_cookie(
            name,
            known_choice(name, request.POST[name]),
            max_age=KEPT_SECONDS,
            secure=settings.SESSION_COOKIE_SECURE,
            httponly=True,
            samesite="Lax",
        )


def known_choice(name: str, value: str | None) -> str:
    """Return what a cookie or field says, the default when it may not say that."""
    choices = CHOICES[name]
    return value if value in choices else choices[0]
