"""Errors raised before anything has changed, each one line that a user can act on.

Belongs here: their base class, cheap to import. Does not: the errors, which their owners define.
"""


class Refusal(Exception):
    """Something the user can fix; the message says what and how."""
