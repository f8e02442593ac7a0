"""What somebody sent, as the fields of a form that sends it once more."""

from dataclasses import dataclass

from django.http import HttpRequest

from guard.forms import NOT_REPEATED


@dataclass(frozen=True)
class Repeated:
    """A sent form: `fields` go hidden, `passwords` are names to be typed again."""

    action: str
    fields: list[tuple[str, str]]
    passwords: list[str]
    has_files: bool


def repeat(request: HttpRequest) -> Repeated:
    """Return what the request posted, without passwords, files, tokens and answers."""
    fields, passwords = [], []
    for name, values in request.POST.lists():
        if name in NOT_REPEATED:
            continue
        if "password" in name.lower():
            passwords.append(name)
            continue
        fields += [(name, str(value)) for value in values]
    return Repeated(
        action=request.get_full_path(),
        fields=fields,
        passwords=passwords,
        has_files=any(request.FILES.values()),
    )
