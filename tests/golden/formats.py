"""docs/formats.md: the formats of raw files.

Belongs here: the page. Does not: formats (pipelines.core.readers.formats).
"""

from collections.abc import Iterable

from pipelines.core.readers import foreign_formats
from pipelines.core.readers.formats import COMPRESSIONS, FORMATS
from tests.golden.examples import Examples
from tests.golden.markdown import code, table

HEAD = """# Formats

Written by `make golden` from `pipelines/core/readers/formats.py` and `foreign_formats.json`. The examples are files of
`samples/`; `source_files.format` names the format of each file of yours. A format is found from the content; the name
of a file only decides what the content leaves open.

What counts as input, sidecars and the names of row fields are in the [contract](contract.md#raw-input).
"""

PACKED = """## Compressions

Any format may be compressed, and archives may hold archives, up to the [limits](settings.md#limits).
"""

FOREIGN = """## Refused by name

Files of these formats are rejections `unknown_format` that say what they are:
"""


def formats_page(examples: Examples) -> str:
    """The formats with a file of the samples each, the compressions, and the formats that are refused by name."""
    shown = examples["formats"]
    rows = ((f"`{name}`", text, code(shown.get(name, ""))) for name, text in FORMATS.items())
    lines = [HEAD, *table(("format", "a record is", "in samples/"), rows)]
    packed = ((f"`{name}`", text) for name, text in COMPRESSIONS.items())
    return "\n".join([*lines, PACKED, *table(("compression", "is"), packed), FOREIGN, f"{', '.join(_foreign())}.", ""])


def _foreign() -> Iterable[str]:
    names = {name for _, _, name in foreign_formats.SIGNATURES}
    for table_ in (foreign_formats.PACKAGES, foreign_formats.NAMES, foreign_formats.ROOTS):
        names.update(table_.values())
    return sorted(names, key=str.casefold)
