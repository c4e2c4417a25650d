"""The two kinds of failure that are not bugs: what a person can mend, and what they cancelled."""


class UserError(Exception):
    """Refused for a reason that the user can mend; its text is translated and says what to do."""


class Cancelled(Exception):  # noqa: N818 - not an error: the person changed their mind
    """The person stopped a long job; the transaction rolls back and nothing is said."""
