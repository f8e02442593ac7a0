"""What may happen after the answer: letters, and sessions nobody needs."""

from django.contrib.sessions.models import Session
from django.core.mail import EmailMessage
from django.utils import timezone
from huey.contrib.djhuey import db_task


@db_task(retries=5, retry_delay=60)
def send_letter(subject: str, body: str, sender: str, receiver: str) -> None:
    """Send one plain letter; a mail server that is down is asked again."""
    EmailMessage(subject, body, sender, [receiver]).send()


@db_task()
def forget_sessions(member_id: int) -> None:
    """Delete the sessions of a member who left; they hold his name.

    They are dead already, since his password is gone.
    """
    for session in Session.objects.filter(expire_date__gt=timezone.now()).iterator():
        if session.get_decoded().get("_auth_user_id") == str(member_id):
            session.delete()
