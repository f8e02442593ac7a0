"""Tells people from robots: a proof of work, a question without script, a trap.

The widget asks for a challenge and solves it while the form is filled in. Without
script, or where the browser cannot, the form arrives without a solution, and a
page of its own asks a question. Each solution and each question counts once.
"""

import hashlib
import secrets
import time
import unicodedata
from dataclasses import dataclass
from typing import Any

import altcha
from django.core import signing
from django.core.cache import cache
from django.http import HttpRequest
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from guard.forms import HumanCheckForm

# About 0.1 s on a desktop computer and 2 s on a cheap phone, while one types.
_ALGORITHM = "PBKDF2/SHA-256"
_COST = 1000
_COUNTER_FROM, _COUNTER_TO = 500, 1000
_VALID_SECONDS = 30 * 60

_NUMBERS = (
    *(gettext_lazy("영"), gettext_lazy("일"), gettext_lazy("이"), gettext_lazy("삼")),
    *(gettext_lazy("사"), gettext_lazy("오"), gettext_lazy("육"), gettext_lazy("칠")),
    *(gettext_lazy("팔"), gettext_lazy("구")),
)
_SALT = "guard.human_check"


@dataclass(frozen=True)
class Question:
    """A question in words, and the signed token that knows its answer."""

    text: str
    token: str


def new_challenge() -> dict[str, Any]:
    """Return a challenge for the widget, to be solved within half an hour."""
    counter = _COUNTER_FROM + secrets.randbelow(_COUNTER_TO - _COUNTER_FROM)
    challenge = altcha.create_challenge(
        _ALGORITHM,
        _COST,
        counter=counter,
        expires_at=int(time.time()) + _VALID_SECONDS,
        hmac_secret=_key("challenge"),
        hmac_key_secret=_key("solution"),
    )
    return challenge.to_dict()


def new_question() -> Question:
    """Return a sum or a difference, in words that people read and scripts do not."""
    larger = secrets.randbelow(8) + 2
    smaller = secrets.randbelow(larger - 1) + 1
    words = {"a": _NUMBERS[larger], "b": _NUMBERS[smaller]}
    if secrets.randbelow(2):
        answer = larger + smaller
        text = _("‘%(a)s 더하기 %(b)s’의 답을 숫자로 적어 주세요.") % words
    else:
        answer = larger - smaller
        text = _("‘%(a)s 빼기 %(b)s’의 답을 숫자로 적어 주세요.") % words
    nonce = secrets.token_hex(16)
    signed = {"nonce": nonce, "answer": _seal(nonce, str(answer))}
    return Question(text, signing.dumps(signed, salt=_SALT))


def is_human(request: HttpRequest) -> bool:
    """Whether the posted form carries a fresh proof that a person sent it.

    The proof is used up: ask only when the form is valid otherwise. Asking again
    for the same request gives the same answer.
    """
    known: bool | None = getattr(request, "_is_human", None)
    if known is None:
        known = _proves_human(HumanCheckForm(request.POST))
        request._is_human = known  # type: ignore[attr-defined]
    return known


def needs_question(request: HttpRequest) -> bool:
    """Whether the sender must still answer guard.views.ask_question."""
    return not is_human(request)


def _proves_human(form: HumanCheckForm) -> bool:
    if not form.is_valid() or form.cleaned_data["homepage_url"]:
        return False
    data = form.cleaned_data
    return _is_solved(data["altcha"]) or _is_answered(
        data["human_token"], data["human_answer"]
    )


def _is_solved(payload: str) -> bool:
    if not payload:
        return False
    result = altcha.verify_solution(
        payload, _key("challenge"), hmac_key_secret=_key("solution")
    )
    return result.verified and _use_once(_challenge_signature(payload))


def _challenge_signature(payload: str) -> str:
    solved = altcha.Payload.from_base64(payload)
    return str(solved.challenge.signature)


def _is_answered(token: str, answer: str) -> bool:
    try:
        signed = signing.loads(token, salt=_SALT, max_age=_VALID_SECONDS)
    except signing.BadSignature:
        return False
    digits = "".join(c for c in unicodedata.normalize("NFKC", answer) if c.isdigit())
    is_right = constant_time_compare(signed["answer"], _seal(signed["nonce"], digits))
    return _use_once(signed["nonce"]) and is_right


def _use_once(proof: str) -> bool:
    """Take a proof; False when it was taken before, right or wrong."""
    name = hashlib.sha256(proof.encode()).hexdigest()
    return cache.add(f"human:{name}", 1, timeout=_VALID_SECONDS + 60)


def _key(purpose: str) -> bytes:
    return salted_hmac(f"{_SALT}.{purpose}", "", algorithm="sha256").digest()


def _seal(nonce: str, answer: str) -> str:
    return salted_hmac(f"{_SALT}.answer", f"{nonce}:{answer}").hexdigest()
