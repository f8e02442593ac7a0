"""What happens after the answer: letters, and sessions nobody needs.

Whether an address is known is only looked up here, so that the time of an answer
cannot tell it.
"""

from allauth.account.adapter import get_adapter
from django.contrib.sessions.models import Session
from django.core.mail import EmailMessage
from django.utils import timezone
from huey.contrib.djhuey import db_task

from accounts.sessions import is_from_before


@db_task(retries=5, retry_delay=60)
def send_letter(subject: str, body: str, sender: str, receiver: str) -> None:
    """Send one plain letter; a mail server that is down is asked again."""
    EmailMessage(subject, body, sender, [receiver]).send()


@db_task()
def send_names(email: str) -> None:
    """Write to the address which names it has; see AccountAdapter.send_names."""
    get_adapter().send_names(email)


@db_task()
def send_reset_links(email: str) -> None:
    """Write to the address how to set a password; see AccountAdapter."""
    get_adapter().send_reset_links(email)


@db_task()
def forget_sessions(
    member_id: int, but: str | None = None, before: float | None = None
) -> None:
    """Delete the sessions of a member: all but one, or from before a time.time() alone.

    Of a member who left they hold the name, though they are dead already, since his
    password is gone.
    """
    for session in Session.objects.filter(expire_date__gt=timezone.now()).iterator():
        data = session.get_decoded()
        is_his = data.get("_auth_user_id") == str(member_id)
        is_due = before is None or is_from_before(data, before)
        if is_his and is_due and session.session_key != but:
            session.delete()
