"""What the warehouse refuses, in one line a user can act on; nothing has changed then.

Belongs here: the one base of such errors, light enough for the command line. Does not: any of them (their owners).
"""


class Refusal(Exception):
    """Something the user can mend; the message says what and how."""
