"""docs/methods.md: how values were found, and why candidates were not chosen.

Belongs here: the page. Does not: methods and losses (pipelines.core.normalization).
"""

from collections.abc import Iterator, Mapping

from pipelines.core.normalization.losses import REASONS as LOSSES
from pipelines.core.normalization.methods import METHODS, ORIGINS, pattern_of
from tests.golden.examples import Examples
from tests.golden.markdown import code, table

HEAD = """# How values were found

Written by `make golden` from `pipelines/core/normalization/methods.py` and `losses.py`. The examples are
those of `samples/`, else of the synthetic pages of the tests; a method without one occurs in neither.

Every value that a source states for a field is a candidate: a row of `main.field_evidence`, chosen or not. Its `method`
names the source, dotted. `published_method`, `publisher_method` and `canonical_url_method` of `main.articles` name that
of the chosen one.

```console
$ newsfold query "select method, count(*) from field_evidence where field = 'publisher' group by 1 order by 1 limit 4"
method               count_star()
-------------------  ------------
feed.publisher       8
jsonld.organization  12
jsonld.publisher     12
link.canonical_host  3
(4 rows)
```

In the tables below ORIGIN stands for where the fields of a record come from, KEY for the key or name that a page used:
`meta.KEY` is `meta.article:published_time` in one page and `meta.dc.date` in another.

## Origins
"""

LOSSES_HEAD = """## Why a candidate was not chosen

What `note` ends in where `is_chosen` is false. Before it stands what the note says besides, such as `stated as: …`.
"""


def methods_page(examples: Examples) -> str:
    """The methods of each field with an example, and the reasons for not choosing a candidate."""
    lines = [HEAD, *table(("ORIGIN", "the record is"), ((f"`{key}`", text) for key, text in ORIGINS.items()))]
    for fields, methods in _by_fields():
        lines += [f"## {' and '.join(f'`{field}`' for field in fields)}", ""]
        lines += table(("method", "found in", "example"), _rows(fields, methods, examples["methods"]))
    lines += [LOSSES_HEAD, *table(("note", "meaning"), LOSSES.items())]
    return "\n".join(lines)


def _by_fields() -> Iterator[tuple[list[str], Mapping[str, str]]]:
    """(fields, methods): fields that share their methods stand together."""
    for field, methods in METHODS.items():
        sharing = [name for name, other in METHODS.items() if other is methods]
        if field == sharing[0]:
            yield sharing, methods


def _rows(fields: list[str], methods: Mapping[str, str], examples: Mapping[str, str]) -> Iterator[tuple[str, str, str]]:
    shown: dict[str, str] = {}
    for key, value in examples.items():
        field, _, method = key.partition(" ")
        pattern = pattern_of(field, method) if field in fields else None
        if pattern:
            shown.setdefault(pattern, f"{code(value)} by `{method}`" if method != pattern else code(value))
    yield from ((f"`{pattern}`", text, shown.get(pattern, "")) for pattern, text in methods.items())
