"""Every address of the site asked by every role, in one table."""

import pytest

from accounts.social import PROVIDERS
from tests.world import ROLES, World, addresses, make_world


def answers(default: int, **others: int) -> dict[str, int]:
    return {**dict.fromkeys(ROLES, default), **others}


EVERYBODY = answers(200)
NOBODY = answers(405)
NOWHERE = answers(404)
MEMBERS = answers(200, guest=403)
OWNERS = answers(200, guest=403, member=403)
LED_ON = answers(302)
LED_IF_GUEST = answers(200, guest=302)
LED_IF_MEMBER = answers(302, guest=200)

# Address: what GET answers to each role, what an empty POST answers. A 302 leads to
# the log-in, or on; whoever may not is told why (403).
ACCESS = {
    "portal:front": (EVERYBODY, NOBODY),
    "portal:group": (EVERYBODY, NOBODY),
    "portal:board_list": (EVERYBODY, NOBODY),
    "portal:write": (EVERYBODY, NOBODY),
    "portal:group_feed": (EVERYBODY, NOBODY),
    "portal:group_feed_atom": (EVERYBODY, NOBODY),
    "portal:feed": (EVERYBODY, NOBODY),
    "portal:feed_atom": (EVERYBODY, NOBODY),
    "portal:sitemap": (EVERYBODY, NOBODY),
    "portal:sitemap_pages": (EVERYBODY, NOBODY),
    "portal:sitemap_posts": (EVERYBODY, NOBODY),
    "portal:robots": (EVERYBODY, NOBODY),
    "portal:new_posts": (EVERYBODY, NOBODY),
    "portal:search": (EVERYBODY, NOBODY),
    "portal:search_suggest": (EVERYBODY, NOBODY),
    "portal:online": (EVERYBODY, NOBODY),
    "portal:preferences": (NOBODY, LED_ON),
    "portal:beacon": (EVERYBODY, answers(204)),
    "boards:post_list": (EVERYBODY, NOBODY),
    "boards:feed": (EVERYBODY, NOBODY),
    "boards:feed_atom": (EVERYBODY, NOBODY),
    "boards:post_detail": (EVERYBODY, NOBODY),
    "boards:draft_list": (EVERYBODY, answers(403)),  # a form that names no writer
    "boards:draft_delete": (NOBODY, NOWHERE),
    "boards:post_write": (MEMBERS, MEMBERS),
    "boards:post_reply": (MEMBERS, MEMBERS),
    "boards:post_edit": (OWNERS, OWNERS),
    "boards:picture_upload": (NOBODY, answers(400, guest=403)),  # without a file
    "boards:picture_fetch": (NOBODY, answers(400, guest=403)),  # without an address
    "boards:post_unlock": (NOWHERE, NOWHERE),  # a member's post has no password
    "boards:file_download": (EVERYBODY, NOBODY),
    "boards:link_follow": (LED_ON, NOBODY),
    "boards:comment_create": (MEMBERS, MEMBERS),
    "boards:comment_reply": (MEMBERS, MEMBERS),
    "boards:comment_edit": (OWNERS, OWNERS),
    "boards:comment_unlock": (NOWHERE, NOWHERE),
    "siteconfig:page_detail": (EVERYBODY, NOBODY),
    "siteconfig:favicon": (LED_ON, NOBODY),
    "siteconfig:manifest": (EVERYBODY, NOBODY),
    "guard:challenge": (EVERYBODY, NOBODY),
    "uploads:media": (NOWHERE, NOBODY),  # no picture has this name
    "uploads:video_still": (LED_ON, NOBODY),
    "web:health": (EVERYBODY, NOBODY),
    "accounts:profile_edit": (LED_IF_GUEST, LED_IF_GUEST),
    "accounts:devices": (LED_IF_GUEST, answers(405, guest=302)),
    "accounts:devices_confirm": (answers(405, guest=302), LED_ON),
    "accounts:devices_end": (answers(405, guest=302), LED_ON),
    "accounts:device_end": (answers(405, guest=302), answers(404, guest=302)),
    "accounts:email_code": (LED_ON, LED_ON),  # nobody's address waits
    "accounts:find_name": (EVERYBODY, EVERYBODY),
    "accounts:find_name_sent": (EVERYBODY, NOBODY),
    "accounts:name_check": (EVERYBODY, NOBODY),
    "accounts:consents": (LED_IF_GUEST, LED_IF_GUEST),
    "accounts:member_leave": (LED_IF_GUEST, LED_IF_GUEST),
    "accounts:sign_up": (LED_IF_MEMBER, LED_IF_MEMBER),
    "accounts:first_manager": (NOWHERE, NOWHERE),  # there is a manager
    "socialaccount_connections": (LED_IF_GUEST, LED_IF_GUEST),
    "socialaccount_signup": (LED_ON, LED_ON),  # nobody has come from another site
    "socialaccount_login_cancelled": (EVERYBODY, NOBODY),
    # No key is set; tests/accounts/test_social_*.py set them.
    **{f"{provider.id}_login": (NOWHERE, NOWHERE) for provider in PROVIDERS},
    **{f"{provider.id}_callback": (NOWHERE, NOWHERE) for provider in PROVIDERS},
    "apple_finish_callback": (NOWHERE, NOWHERE),
    "account_login": (LED_IF_MEMBER, LED_IF_MEMBER),
    "account_signup": (LED_IF_MEMBER, LED_IF_MEMBER),
    "account_inactive": (EVERYBODY, NOBODY),
    "account_reauthenticate": (LED_IF_GUEST, LED_IF_GUEST),
    "account_email": (LED_IF_GUEST, LED_ON),
    "account_email_verification_sent": (EVERYBODY, NOBODY),
    "account_change_password": (LED_IF_GUEST, LED_IF_GUEST),
    "account_set_password": (LED_ON, LED_ON),  # everybody has one, guests log in
    "account_reset_password": (EVERYBODY, EVERYBODY),
    "account_reset_password_done": (EVERYBODY, NOBODY),
    "account_reset_password_from_key": (EVERYBODY, EVERYBODY),  # says it is too old
    "account_reset_password_from_key_done": (EVERYBODY, NOBODY),
    "account_confirm_email": (EVERYBODY, NOWHERE),
    "account_confirm_login_code": (LED_ON, LED_ON),
    # What is set up asks for the password once more, so it leads on.
    "mfa_index": (LED_IF_GUEST, answers(405, guest=302)),
    "mfa_authenticate": (LED_ON, LED_ON),
    "mfa_reauthenticate": (LED_ON, LED_ON),
    "mfa_activate_totp": (LED_ON, LED_ON),
    "mfa_deactivate_totp": (answers(404, guest=302), answers(404, guest=302)),
    "mfa_view_recovery_codes": (answers(404, guest=302), answers(405, guest=302)),
    "mfa_generate_recovery_codes": (LED_ON, LED_ON),
    "mfa_download_recovery_codes": (answers(404, guest=302), answers(404, guest=302)),
    "mfa_list_webauthn": (LED_IF_GUEST, answers(405, guest=302)),
    "mfa_add_webauthn": (LED_ON, LED_ON),
    "mfa_reauthenticate_webauthn": (LED_ON, LED_ON),
    "mfa_remove_webauthn": (LED_ON, LED_ON),
    "mfa_edit_webauthn": (LED_ON, LED_ON),
    "mfa_login_webauthn": (LED_ON, LED_ON),
    # These change things, so they come last.
    "boards:comment_delete": (OWNERS, answers(302, guest=403, member=403)),
    "boards:post_delete": (OWNERS, answers(302, guest=403, member=403)),
    "account_logout": (LED_IF_GUEST, LED_ON),
}
# The admin has a table of its own beside its tests.


@pytest.fixture
def world(db: None) -> World:
    return make_world()


def test_the_table_names_every_address():
    assert set(addresses()) == set(ACCESS)


@pytest.mark.parametrize("role", ROLES)
def test_reading_answers_as_the_table_says(world, role):
    arguments = addresses()
    given = {}
    for name in ACCESS:
        url = world.address(name, arguments[name])
        given[name] = world.client(role).get(url).status_code

    assert given == {name: read[role] for name, (read, _sent) in ACCESS.items()}


@pytest.mark.parametrize("role", ROLES)
def test_sending_answers_as_the_table_says(world, role):
    arguments = addresses()
    given = {}
    for name in ACCESS:
        url = world.address(name, arguments[name])
        given[name] = world.client(role).post(url).status_code

    assert given == {name: sent[role] for name, (_read, sent) in ACCESS.items()}
