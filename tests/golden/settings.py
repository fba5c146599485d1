"""docs/settings.md: every setting and limit.

Belongs here: the page. Does not: settings (pipelines.settings), limits (pipelines.core.limits).
"""

import ast
import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from pipelines import settings
from pipelines.core import limits
from tests.golden.markdown import table

ROOT = Path(__file__).parents[2]
EXAMPLE = (ROOT / "newsfold.example.toml").read_text(encoding="utf-8")
NO_SETTINGS = ("limits", "stated_home")

HEAD = """# Settings

Written by `make golden` from `pipelines/settings.py`, `pipelines/core/limits.py` and `newsfold.example.toml`.

Flags, else environment variables, else `newsfold.toml` in the working directory, else defaults. Names in the file are
those of the variables without `NEWSFOLD_`, in lower case. They are checked before work begins: a wrong value, or an
unknown name in the file, ends the command; a `NEWSFOLD_…` variable that is no setting is named in a warning.
`--raw` and `--warehouse` are flags of most commands, `--only`, `--full` and `--retry` of `run`.
"""

LIMITS_HEAD = """## Limits

Limits are settings too. A record or file beyond one of them becomes a rejection, with the reason in brackets. Sizes may
be written with `K`, `M` or `G`.
"""

STATE = """## Dagster's state

Dagster keeps its state beside the warehouse, in `.dagster-news` for `news.duckdb`, unless `DAGSTER_HOME` names a
folder.
"""


def settings_page() -> str:
    """The settings, then the limits, each with its line of the example file."""
    stated = sentences(Path(settings.__file__), "Settings")
    columns = ("variable", "in `newsfold.toml`", "meaning")
    own = {name: text for name, text in stated.items() if name not in NO_SETTINGS}
    bounds = sentences(Path(limits.__file__), "Limits")
    return "\n".join([HEAD, *table(columns, _rows(own)), LIMITS_HEAD, *table(columns, _rows(bounds)), STATE])


def sentences(module: Path, name: str) -> Mapping[str, str]:
    """Field → the text below it, of a dataclass in the module."""
    tree = ast.parse(module.read_text(encoding="utf-8"))
    (found,) = (node for node in tree.body if isinstance(node, ast.ClassDef) and node.name == name)
    texts: dict[str, str] = {}
    for field, text in zip(found.body, found.body[1:], strict=False):
        if isinstance(field, ast.AnnAssign) and isinstance(field.target, ast.Name):
            assert isinstance(text, ast.Expr) and isinstance(text.value, ast.Constant), f"{field.target.id}: no text"
            texts[field.target.id] = " ".join(str(text.value.value).split())
    return texts


def _rows(texts: Mapping[str, str]) -> Iterator[tuple[str, str, str]]:
    for name, text in texts.items():
        is_table = name == "services"
        line = re.search(rf"^(?:# )?({name} = .+|\[{name}\..+\])$", EXAMPLE, re.M)
        assert line, f"{name} is missing in newsfold.example.toml"
        yield "" if is_table else f"`NEWSFOLD_{name.upper()}`", f"`{line[1]}`", text
