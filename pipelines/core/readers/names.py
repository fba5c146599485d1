"""Names of files and members as text that any tool can hold, without two names becoming one.

Belongs here: escaping, and which member names are refused. Does not: file systems.
"""

import re
from typing import Final

ODD: Final = re.compile("[\x00-\x1f\x7f-\x9f\\\\!\ud800-\udfff\u2028\u2029\u202a-\u202e\u2066-\u2069]")
"""Characters that are escaped: controls and line ends, direction overrides, bytes that are no UTF-8, `\\` and `!`."""

CLIMBING: Final = re.compile(r"(?:^|[/\\])\.\.(?:[/\\]|$)|^[/\\]|^[A-Za-z]:[/\\]")


def escaped_name(name: bytes | str) -> str:
    """The name as text; what is odd stands as `\\xNN`, `\\uNNNN` or `\\!`, so that no two names are written alike.

    `!` alone joins an archive and its member: `a.zip!b.html`.

    >>> escaped_name(b"caf\\xe9\\n.txt"), escaped_name("Łódź!.html")
    ('caf\\\\xe9\\\\x0a.txt', 'Łódź\\\\!.html')
    """
    text = name.decode("utf-8", "surrogateescape") if isinstance(name, bytes) else name
    return ODD.sub(_escape, text)


def _escape(odd: re.Match[str]) -> str:
    character = odd[0]
    code = ord(character)
    if character in "\\!":
        return "\\" + character
    if 0xDC80 <= code <= 0xDCFF:
        return f"\\x{code - 0xDC00:02x}"
    return f"\\x{code:02x}" if code < 0x80 else f"\\u{code:04x}"


def climbs(name: str) -> bool:
    """Whether a member's name is absolute or leads out of the archive, or is no name at all.

    >>> climbs("../a"), climbs("/a"), climbs("C:\\\\a"), climbs("a/..b/c.html")
    (True, True, True, False)
    """
    return not name or bool(CLIMBING.search(name))
