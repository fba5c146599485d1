"""File and member names as text that any tool accepts; distinct names stay distinct.

Belongs here: escaping, and which member names are refused. Does not: file systems.
"""

import re
from typing import Final

ESCAPED: Final = re.compile("[\x00-\x1f\x7f-\x9f\\\\!\ud800-\udfff\u2028\u2029\u202a-\u202e\u2066-\u2069]")
"""Characters to escape: controls, line ends, direction overrides, bytes that are not UTF-8, `\\` and `!`."""

UNSAFE_NAME: Final = re.compile(r"(?:^|[/\\])\.\.(?:[/\\]|$)|^[/\\]|^[A-Za-z]:[/\\]")


def escape_name(name: bytes | str) -> str:
    """The name as text, with unprintable characters as `\\xNN`, `\\uNNNN` or `\\!`; distinct names stay distinct.

    An unescaped `!` joins an archive and its member: `a.zip!b.html`.

    >>> escape_name(b"caf\\xe9\\n.txt"), escape_name("Łódź!.html")
    ('caf\\\\xe9\\\\x0a.txt', 'Łódź\\\\!.html')
    """
    text = name.decode("utf-8", "surrogateescape") if isinstance(name, bytes) else name
    return ESCAPED.sub(_escape, text)


def _escape(match: re.Match[str]) -> str:
    character = match[0]
    code = ord(character)
    if character in "\\!":
        return "\\" + character
    if 0xDC80 <= code <= 0xDCFF:
        return f"\\x{code - 0xDC00:02x}"
    return f"\\x{code:02x}" if code < 0x80 else f"\\u{code:04x}"


def is_unsafe_name(name: str) -> bool:
    """Whether a member name is absolute, leads out of the archive, or is empty.

    >>> is_unsafe_name("../a"), is_unsafe_name("/a"), is_unsafe_name("C:\\\\a"), is_unsafe_name("a/..b/c.html")
    (True, True, True, False)
    """
    return not name or bool(UNSAFE_NAME.search(name))
