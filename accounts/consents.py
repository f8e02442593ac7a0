"""What members agree to: which version of which page, when, and what is missing.

The terms and the privacy policy are content pages; a changed text is a new version,
which members are asked to agree to before they read on. Every answer stays as a row
of its own, so that the site can show later who agreed to what.
"""

from django.db import transaction

from accounts.models import Consent, Member
from siteconfig.services import ContentPage, current_page

# The content pages that one must agree to, and the column that keeps the version.
_VERSION_FIELDS = {
    Consent.Subject.TERMS: "terms_version",
    Consent.Subject.PRIVACY: "privacy_version",
}


def documents() -> list[ContentPage]:
    """Return the pages to agree to, as they are now; a site may have neither."""
    pages = [current_page(slug) for slug in _VERSION_FIELDS]
    return [page for page in pages if page is not None]


def missing_documents(member: Member) -> list[ContentPage]:
    """Return the pages whose present version the member has not agreed to.

    Who runs the site publishes them, so he is not asked.
    """
    if member.is_superuser:
        return []
    return [
        page
        for page in documents()
        if getattr(member, _VERSION_FIELDS[Consent.Subject(page.slug)]) != page.number
    ]


@transaction.atomic
def agree(
    member: Member, versions: dict[str, int], *, is_fourteen: bool = False
) -> None:
    """Note that the member agreed to these versions, by the slug of the page."""
    for slug, number in versions.items():
        subject = Consent.Subject(slug)
        setattr(member, _VERSION_FIELDS[subject], number)
        Consent.objects.create(member=member, subject=subject, version=number)
    if is_fourteen:
        Consent.objects.create(member=member, subject=Consent.Subject.AGE)
    member.save(update_fields=list(_VERSION_FIELDS.values()))


@transaction.atomic
def set_marketing(member: Member, *, is_given: bool) -> None:
    """Note that the member wants letters of news, or no longer; same again is none."""
    if member.wants_marketing == is_given:
        return
    member.wants_marketing = is_given
    member.save(update_fields=["wants_marketing"])
    Consent.objects.create(
        member=member, subject=Consent.Subject.MARKETING, is_given=is_given
    )
