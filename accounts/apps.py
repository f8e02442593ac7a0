"""What Django needs to know of this app, and of one of allauth's."""

import allauth.usersessions.apps
from django.apps import AppConfig
from django.contrib.auth.signals import user_logged_in
from django.utils.translation import gettext_lazy as _


class AccountsConfig(AppConfig):
    default = True
    name = "accounts"
    verbose_name = _("회원")

    def ready(self) -> None:
        """Hear of log-ins and of passwords set by letter; say who is suspended."""
        from allauth.account.signals import password_reset

        from accounts.devices import on_logged_in
        from accounts.lockout import on_password_reset
        from accounts.suspending import count_suspended
        from web.queues import Queue, register_queue

        user_logged_in.connect(on_logged_in)
        password_reset.connect(on_password_reset)
        url = "admin:accounts_suspension_changelist"
        register_queue(Queue(_("이용 정지 중인 회원"), count_suspended, url))


class UserSessionsConfig(allauth.usersessions.apps.UserSessionsConfig):
    """allauth's rows of log-ins, kept by accounts.log_ins alone.

    allauth's own receivers look at every session of a member when he logs in, and
    give those a new key that stand on an older SECRET_KEY: their browsers are out.
    """

    def ready(self) -> None:
        """Hear of nothing."""
