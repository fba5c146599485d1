"""Codes and names of languages (ISO 639), as pages and rows declare them.

Belongs here: the tables of codes.json. Does not: reading declared values with them (candidates).
"""

import json
from importlib.resources import files

_TABLES = json.loads(files(__package__).joinpath("codes.json").read_text(encoding="utf-8"))

CODES_OF_TWO: frozenset[str] = frozenset(_TABLES["two"])
"""ISO 639-1, without the codes that MACRO replaces."""

MACRO: dict[str, str] = _TABLES["macro"]
"""Obsolete codes and members of a macrolanguage → the code used here. Bokmål is `no`, Nynorsk stays `nn`."""

CODES_OF_THREE: dict[str, str] = _TABLES["three"]
"""ISO 639-2, bibliographic and terminological codes → ISO 639-1."""

NAMES: dict[str, str] = _TABLES["names"]
"""Names in English and in the language itself, case-folded → ISO 639-1."""
