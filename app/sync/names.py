"""Names of the files that travel: plain ASCII, so that no mail program or stick spoils them."""

import re
from datetime import date

from app.base.text import fold

EXCHANGE_SUFFIX = ".csrx"
INVITATION_SUFFIX = ".csri"
_LONGEST = 30


def exchange_name(sender: str, recipient: str, day: date, number: int) -> str:
    """Return an exchange file's name, `centrum-csr_<from>_<to>_<date>_<n>.csrx`.

    Args:
        sender: the sender as people know it.
        recipient: the recipient as people know it.
        day: when the file is made.
        number: the running number of all files that this sender writes, to whomever.
    """
    return (
        f"centrum-csr_{_plain(sender)}_{_plain(recipient)}_{day:%Y-%m-%d}_{number}{EXCHANGE_SUFFIX}"
    )


def invitation_name(invited: str, day: date) -> str:
    """Return an invitation's name, `centrum-csr_<whom>_<date>.csri`."""
    return f"centrum-csr_{_plain(invited)}_{day:%Y-%m-%d}{INVITATION_SUFFIX}"


def _plain(name: str) -> str:
    words = re.sub(r"[^0-9a-z]+", "-", fold(name)).strip("-")
    return words[:_LONGEST].rstrip("-") or "x"
