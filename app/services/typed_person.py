"""A person typed in one line: names, then perhaps a phone number and an e-mail, in any order."""

import re

_PHONE = re.compile(r"\+?[\d][\d\s-]{6,}\d")


def read(typed: str) -> dict[str, str]:
    """Return the fields of a person typed as `Anna Maria Żak 600 100 200 anna@example.pl`.

    The last of the names is the family name; a single name is one too.
    """
    fields: dict[str, str] = {}
    rest = typed.replace(",", " ").replace(";", " ")
    mails = [word for word in rest.split() if "@" in word]
    if mails:
        fields["email"] = mails[0]
        rest = " ".join(word for word in rest.split() if "@" not in word)
    phone = _PHONE.search(rest)
    if phone is not None:
        fields["phone"] = " ".join(phone[0].split())
        rest = rest[: phone.start()] + " " + rest[phone.end() :]
    names = rest.split()
    if names:
        fields["last_name"] = names[-1]
    if len(names) > 1:
        fields["first_name"] = " ".join(names[:-1])
    return fields


def title(typed: str) -> str:
    """Return how the person would be called."""
    fields = read(typed)
    parts = (fields.get(name) for name in ("first_name", "last_name", "phone", "email"))
    return " ".join(part for part in parts if part)
