"""What a browser sends, in the least words."""

import io
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from guard.human_check import new_question

ANSWERS = {"영": 0, "일": 1, "이": 2, "삼": 3, "사": 4, "오": 5} | {
    "육": 6,
    "칠": 7,
    "팔": 8,
    "구": 9,
}


def human() -> dict[str, str]:
    """Return the fields of a guest who has answered the question."""
    question = new_question()
    a, b = (ANSWERS[word] for word in question.text.split("’")[0][1:].split()[::2])
    answer = a + b if "더하기" in question.text else a - b
    return {"human_token": question.token, "human_answer": str(answer)}


def post_fields(**fields: Any) -> dict[str, Any]:
    """Return a post as a member's form sends it."""
    return {"title": "제목", "body": "본문", **fields}


def guest_fields(**fields: Any) -> dict[str, Any]:
    """Return a post as a guest's form sends it, proof included."""
    guest = {"author_name": "지나가다", "guest_password": "1234"}
    return {**post_fields(), **guest, **human(), **fields}


def picture(
    name: str = "사진.png", size: tuple[int, int] = (40, 30)
) -> SimpleUploadedFile:
    """Return a picture, a small one unless told, as a browser uploads it."""
    content = io.BytesIO()
    Image.new("RGB", size, "teal").save(content, "PNG")
    return SimpleUploadedFile(name, content.getvalue(), "image/png")


def text_file(name: str = "설명.txt", content: bytes = b"hello") -> SimpleUploadedFile:
    """Return a text file as a browser uploads it."""
    return SimpleUploadedFile(name, content, "text/plain")
