"""What argparse itself says of wrong usage and in help, in the person's language."""

import argparse

from app.base.i18n import N_, _, ngettext

WORDS = (
    N_("usage: "),
    N_("%(prog)s: error: %(message)s\n"),
    N_("positional arguments"),
    N_("options"),
    N_("show this help message and exit"),
    N_("argument %(argument_name)s: %(message)s"),
    N_("the following arguments are required: %s"),
    N_("unrecognized arguments: %s"),
    N_("ambiguous option: %(option)s could match %(matches)s"),
    N_("expected one argument"),
    N_("expected at most one argument"),
    N_("expected at least one argument"),
    N_("ignored explicit argument %r"),
    N_("invalid choice: %(value)r (choose from %(choices)s)"),
    N_("invalid %(type)s value: %(value)r"),
)
"""What a person can meet of it; the rest is told to programmers."""


def translate() -> None:
    """Let argparse ask the program's catalogues.

    By itself it asks gettext's own domain, in the language of the environment: neither is the
    person's choice. Its two doors to gettext are names of its module.
    """
    vars(argparse).update(_=_, ngettext=ngettext)
