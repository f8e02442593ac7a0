"""Joining as a person does it without script: the form, then the guard's question."""

import re
from typing import Any

from django.test import Client

from accounts.consents import documents

PASSWORD = "마당에 핀 꽃 7송이"
_NUMBERS = "영일이삼사오육칠팔구"


def sign_up(client: Client, **fields: str) -> Any:
    """Send the sign-up form, answer the question that comes back if one does."""
    data = {
        "username": "saebom",
        "nickname": "새봄",
        "email": "",
        "password1": PASSWORD,
        "password2": PASSWORD,
        "is_fourteen": "on",
        **boxes(),
        **fields,
    }
    response = client.post("/accounts/signup/", data)
    if 'name="human_token"' not in page(response):
        return response
    return client.post("/accounts/signup/", {**data, **answer_of(response)})


def answer_of(response: Any) -> dict[str, str]:
    """Return what answers the question on the page."""
    token = re.search(r'name="human_token"[^>]*value="([^"]+)"', page(response))
    assert token
    return {"human_token": token[1], "human_answer": str(_answer(page(response)))}


def boxes() -> dict[str, str]:
    """Return the ticked boxes for the terms and the privacy policy, if there are."""
    ticked = {}
    for document in documents():
        ticked[f"agrees_to_{document.slug}"] = "on"
        ticked[f"{document.slug}_version"] = str(document.number)
    return ticked


def page(response: Any) -> str:
    """Return the answer's text."""
    return str(response.content.decode())


def _answer(text: str) -> int:
    question = re.search(rf"([{_NUMBERS}]) (더하기|빼기) ([{_NUMBERS}])", text)
    assert question
    first, second = _NUMBERS.index(question[1]), _NUMBERS.index(question[3])
    return first + second if question[2] == "더하기" else first - second
