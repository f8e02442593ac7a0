"""Every page of the site, for audits and pictures: where it is and who looks at it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from playwright.sync_api import Page

from tests.browser.acts import log_in
from tests.browser.files import picture_bytes
from tests.browser.names import KEEPER, KEEPER_PASSWORD
from tests.browser.people import Person, show_session


@dataclass(frozen=True)
class Place:
    """A page as one visitor sees it.

    path: with names in braces of what `furnishing.places` finds on the site.
    who: guest, member (the author of `own_post`), suspended, manager, or a guest at
    an address that is banned or shut-out.
    act: what the visitor does there before it is looked at.
    """

    name: str
    path: str
    who: str = "guest"
    act: Callable[[Page], None] | None = None


def _send_empty(page: Page) -> None:
    button = page.locator("main .form__actions .button--primary").last
    button.evaluate("button => button.form.noValidate = true")
    button.click()
    page.locator("main [aria-invalid=true], main [role=alert]").first.wait_for()


def _log_in_half(page: Page) -> None:
    log_in(page, KEEPER, KEEPER_PASSWORD)
    page.get_by_label("인증 코드").wait_for()


def _open_menu(page: Page) -> None:
    page.locator(".all-menu__button").click()


def _open_name(page: Page) -> None:
    page.locator("main .popup-menu > summary").first.click()


def _ask_to_delete(page: Page) -> None:
    page.get_by_role("main").get_by_role("link", name="삭제").first.click()
    page.get_by_role("dialog").wait_for()


def _answer_a_comment(page: Page) -> None:
    page.locator("article.comment").get_by_role("link", name="답변").first.click()
    page.locator("article.comment + form").wait_for()


def _write_without_proof(page: Page) -> None:
    """Send what the scripts of a guest's form would not: no proof of a person."""
    page.locator("#id_title").fill("증명 없이 쓴 글")
    page.evaluate(
        """() => {
          document.querySelectorAll('altcha-widget').forEach((one) => one.remove());
          const form = document.querySelector('main form');
          form.elements.author_name.value = '나그네';
          form.elements.guest_password.value = '열려라참깨 9';
          form.elements.body.value = '본문';
          form.elements.body_format && (form.elements.body_format.value = 'text');
          HTMLFormElement.prototype.submit.call(form);
        }"""
    )
    page.get_by_label("답을 숫자로 적어 주세요").wait_for()


def _write_from_nowhere(page: Page) -> None:
    """Send a form whose page hides where it comes from, and without its token."""
    page.evaluate(
        """() => {
          document.head.insertAdjacentHTML('beforeend', '<meta name="referrer" content="no-referrer">');
          const form = document.querySelector('main form');
          form.querySelector('[name=csrfmiddlewaretoken]')?.remove();
          HTMLFormElement.prototype.submit.call(form);
        }"""
    )
    page.get_by_role("heading", name="보내지 못했습니다").last.wait_for()


def _send_nine_megabytes(page: Page) -> None:
    large = {"name": "큰.bin", "mimeType": "application/octet-stream"}
    page.locator("[name=uploads]").set_input_files(
        [{**large, "buffer": bytes(9 * 1024**2)}]
    )
    page.evaluate(
        "HTMLFormElement.prototype.submit.call(document.querySelector('main form'))"
    )
    page.get_by_role("heading", name="너무 큽니다").wait_for()


def _open_links_dialog(page: Page) -> None:
    page.get_by_role("button", name="링크", exact=True).click()
    page.get_by_role("button", name="링크 걸기").click()


def _open_tables_dialog(page: Page) -> None:
    page.get_by_role("button", name="표", exact=True).click()


def _send_without_body(page: Page) -> None:
    main = page.get_by_role("main")
    main.get_by_label("제목").fill("본문이 없는 글")
    main.get_by_role("button", name="작성완료").click()


def _show_html(page: Page) -> None:
    page.get_by_role("button", name="HTML로 보기").click()


def _send_pictures(page: Page) -> None:
    """Have one picture sent and one under way."""
    page.route(
        "**/pictures/",
        lambda route: (
            None
            if b"waits.jpg" in (route.request.post_data_buffer or b"")
            else route.continue_()
        ),
    )
    page.locator("picture-tray [type=file]").set_input_files(
        [
            {"name": name, "mimeType": "image/jpeg", "buffer": picture_bytes("JPEG")}
            for name in ("waits.jpg", "done.jpg")
        ]
    )
    page.locator(".picture-row[data-state=ready]").wait_for()
    page.unroute("**/pictures/")


PLACES = [
    Place("front", "/"),
    Place("front-member", "/", "member"),
    Place("menu-open", "/", act=_open_menu),
    Place("group", "/groups/community/"),
    Place("list", "{board}"),
    Place("list-manager", "{board}", "manager"),
    Place("list-name-open", "{board}", act=_open_name),
    Place("gallery", "/boards/gallery/"),
    Place("webzine", "/boards/webzine/"),
    Place("list-category", "{category}"),
    Place("list-last", "{board}?page=9999"),
    Place("list-found", "{board}?field=title_body&q=%ED%8F%89%EC%83%81"),
    Place("list-nothing-found", "{board}?field=title&q=zzzzzz"),
    Place("post", "{post}"),
    Place("post-member", "{own_post}", "member"),
    Place("post-manager", "{post}", "manager"),
    Place("secret", "{secret_post}"),
    Place("password", "{guest_post}edit/"),
    Place("write", "{board}write/", "member"),
    Place("write-error", "{board}write/", "member", _send_empty),
    Place("write-link", "{board}write/", "member", _open_links_dialog),
    Place("write-table", "{board}write/", "member", _open_tables_dialog),
    Place("write-empty", "{board}write/", "member", _send_without_body),
    Place("write-html", "{board}write/", "member", _show_html),
    Place("write-pictures", "{board}write/", "member", _send_pictures),
    Place("write-guest", "{open_board}write/"),
    Place("edit", "{own_post}edit/", "member"),
    Place("drafts", "{board}drafts/", "member"),
    Place("reply", "{own_post}reply/", "member"),
    Place("delete-dialog", "{own_post}", "member", _ask_to_delete),
    Place("delete", "{own_post}delete/", "member"),
    Place("comment-answered", "{own_post}", "member", _answer_a_comment),
    Place("comment-reply", "{comment}reply/", "member"),
    Place("boards", "/boards/"),
    Place("where-to-write", "/write/"),
    Place("where-to-write-member", "/write/", "member"),
    Place("comment-edit", "{own_comment}edit/", "member"),
    Place("comment-delete", "{own_comment}delete/", "member"),
    Place("question", "{open_board}write/", act=_write_without_proof),
    Place("sent-from-nowhere", "{board}write/", "member", _write_from_nowhere),
    Place("too-large", "{board}write/", "member", _send_nine_megabytes),
    Place("new", "/new/"),
    Place("online", "/online/", "member"),
    Place("search", "/search/"),
    Place("search-found", "/search/?q=%EA%B3%A8%EB%AA%A9"),
    Place("page", "/pages/company/"),
    Place("log-in", "/accounts/login/"),
    Place("log-in-error", "/accounts/login/", act=_send_empty),
    Place("sign-up", "/accounts/signup/"),
    Place("sign-up-error", "/accounts/signup/", act=_send_empty),
    Place("find-name", "/accounts/find-name/"),
    Place("find-name-sent", "/accounts/find-name/sent/"),
    Place("connections", "/accounts/social/", "member"),
    Place("social-cancelled", "/accounts/social/cancelled/"),
    Place("consents", "/accounts/consents/", "member"),
    Place("password-reset", "/accounts/password/reset/"),
    Place("password-reset-done", "/accounts/password/reset/done/"),
    Place("password-reset-old-link", "/accounts/password/reset/key/1-old/"),
    Place("password-reset-over", "/accounts/password/reset/key/done/"),
    Place("email-to-verify", "/accounts/confirm-email/"),
    Place("email-old-link", "/accounts/confirm-email/old/"),
    Place("suspended", "/", "suspended"),
    Place("banned", "/accounts/login/", "banned"),
    Place("shut-out", "/", "shut-out"),
    Place("inactive", "/accounts/inactive/"),
    Place("profile", "/accounts/", "member"),
    Place("devices", "/accounts/devices/", "member"),
    Place("devices-new", "/accounts/devices/", "keeper"),
    Place("second-factor", "/accounts/2fa/", "member"),
    Place("second-factor-kept", "/accounts/2fa/", "keeper"),
    Place("second-step", "/accounts/login/", act=_log_in_half),
    Place("app-set-up", "/accounts/2fa/totp/activate/", "member"),
    Place("app-error", "/accounts/2fa/totp/activate/", "member", _send_empty),
    Place("app-off", "/accounts/2fa/totp/deactivate/", "keeper"),
    Place("recovery-codes", "/accounts/2fa/recovery-codes/", "keeper"),
    Place("recovery-codes-new", "/accounts/2fa/recovery-codes/generate/", "keeper"),
    Place("passkeys", "/accounts/2fa/webauthn/", "keeper"),
    Place("passkey-new", "/accounts/2fa/webauthn/add/", "member"),
    Place("passkey-name", "/accounts/2fa/webauthn/keys/{passkey_id}/edit/", "keeper"),
    Place("passkey-gone", "/accounts/2fa/webauthn/keys/{passkey_id}/remove/", "keeper"),
    Place("show-oneself", "/accounts/reauthenticate/", "keeper"),
    Place("show-oneself-code", "/accounts/2fa/reauthenticate/", "keeper"),
    Place("show-oneself-key", "/accounts/2fa/webauthn/reauthenticate/", "keeper"),
    Place("email-change", "/accounts/email/", "member"),
    Place("password-change", "/accounts/password/change/", "member"),
    Place("leave", "/accounts/leave/", "member"),
    Place("log-out", "/accounts/logout/", "member"),
    Place("forbidden", "/boards/notice/write/", "member"),
    Place("not-found", "/nowhere/"),
]

ADMIN = [
    Place("admin", "/admin/", "manager"),
    Place("admin-written", "/admin/writing/days/", "manager"),
    Place("admin-written-boards", "/admin/writing/boards/", "manager"),
    Place("admin-statistics", "/admin/visitors/dailyvisits/reports/days/", "manager"),
    Place("admin-visits", "/admin/visitors/visit/", "manager"),
    Place("admin-posts", "/admin/boards/post/", "manager"),
    Place("admin-post", "/admin/boards/post/{post_id}/change/", "manager"),
    Place("admin-board", "/admin/boards/board/{board_id}/change/", "manager"),
    Place("admin-member", "/admin/accounts/member/{member_id}/change/", "manager"),
    Place("admin-suspensions", "/admin/accounts/suspension/", "manager"),
    Place("admin-suspend", "/admin/accounts/suspension/add/", "manager"),
    Place("admin-bans", "/admin/guard/addressban/", "manager"),
    Place("admin-ban", "/admin/guard/addressban/add/", "manager"),
    Place("admin-audit", "/admin/guard/auditentry/", "manager"),
    Place("admin-settings", "/admin/siteconfig/sitesettings/1/change/", "manager"),
]


def go(person: Person, place: Place, facts: dict[str, Any], url: str) -> Page:
    """Open a place, logged in as who looks at it, and do there what he does.

    facts: from `furnishing.places`, and the session of the site's manager.
    """
    person.context.clear_cookies()
    if place.who == "member":
        show_session(person, url, facts["session"])
    if place.who == "suspended":
        show_session(person, url, facts["suspended_session"])
    if place.who == "keeper":
        show_session(person, url, facts["keeper_session"])
    if place.who == "manager":
        show_session(person, url, facts["manager_session"])
    address = facts["addresses"].get(place.who)
    headers = {"X-Forwarded-For": address} if address else {}
    person.page.set_extra_http_headers(headers)
    person.page.goto(place.path.format(**facts))
    if place.act:
        place.act(person.page)
    return person.page
