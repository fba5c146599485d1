"""Texts in Markdown with front matter: posts of site generators (Hugo, Jekyll, Zola), clippings (Obsidian).

Belongs here: metadata in YAML, TOML or JSON before the text, wiki links, Markdown as HTML. Does not: paragraphs of the
HTML (pipelines.core.normalization.bodies). The only module that imports yaml and markdown_it.

A date called `date` is that of publication for a site generator. A clipping names the page it was cut from, and there
it may as well be the day of clipping; only `published` is trusted then. Drafts are no articles.
"""

import json
import re
import tomllib
from collections.abc import Iterator, Mapping
from typing import Any, Final

import yaml
from markdown_it import MarkdownIt

from pipelines.core.limits import Limits
from pipelines.core.readers.charsets import decode
from pipelines.core.readers.numbering import BadRecord, JsonValue, RecordContent
from pipelines.core.readers.row_records import parse_row
from pipelines.core.readers.row_values import to_json_value
from pipelines.core.readers.streams import Stream, read_all
from pipelines.core.readers.value_paths import fold_name

FRONT_MATTER: Final = re.compile(
    r"(?:---[ \t]*\r?\n(?P<yaml>.{0,60000}?)\r?\n(?:---|\.\.\.)|\+\+\+[ \t]*\r?\n(?P<toml>.{0,60000}?)\r?\n\+\+\+)"
    r"[ \t]*(?:\r?\n|\Z)",
    re.S,
)

PLAIN_LINES: Final = re.compile(r"(?:[A-Za-z][\w \-]{0,30}:[ \t][^\n]{1,500}\n){2,40}(?=\r?\n)")
"""Metadata without delimiters up to an empty line (Pelican, MultiMarkdown)."""

KEYS: Final[Mapping[str, str]] = {
    "title": "title", "headline": "title", "source": "url", "url": "url", "link": "url", "sourceurl": "url",
    "originalurl": "url", "externalurl": "url", "canonicalurl": "canonical_url", "canonical": "canonical_url",
    "author": "authors", "authors": "authors", "by": "authors", "byline": "authors", "creator": "authors",
    "published": "published_at", "publishdate": "published_at", "publishedat": "published_at",
    "datepublished": "published_at", "publicationdate": "published_at", "pubdate": "published_at", "date": "date",
    "modified": "modified_at", "lastmod": "modified_at", "updated": "modified_at", "lastmodifiedat": "modified_at",
    "datemodified": "modified_at", "site": "publisher", "sitename": "publisher", "publisher": "publisher",
    "publication": "publisher", "website": "publisher", "lang": "language", "language": "language",
    "description": "teaser", "summary": "teaser", "excerpt": "teaser", "id": "record_id", "uuid": "record_id",
}  # fmt: skip
"""Folded key of front matter → field; of several keys for one field the first in this table counts."""

METADATA_LINE: Final = re.compile(r"[ \t]|-[ \t]|[\w\-]{1,60}[ \t]{0,4}[:=]")

ADDRESS: Final = re.compile(r"\s*(?:\[[^\]]*\]\(|<)?(https?://[^\s<>()]+(?:\([^\s<>()]*\)[^\s<>()]*)*)[)>]?\s*")
WIKI_LINK: Final = re.compile(r"(!?)\[\[([^\[\]|\n]{1,300})(?:\|([^\[\]\n]{0,300}))?\]\]")
OBSIDIAN_MARKS: Final = re.compile(r"==(?=\S)([^=\n]{1,2000}?)==|[ \t]\^[A-Za-z0-9\-]{3,20}$", re.M)
CALLOUT: Final = re.compile(r"^(>[ \t]?)\[!\w{1,20}\][+\-]?[ \t]?", re.M)
TEMPLATE_TAG: Final = re.compile(r"\{\{[<%](?:(?!\{\{).){0,2000}?[%>]\}\}|\{%(?:(?!\{%).){0,2000}?%\}", re.S)
"""Hugo's shortcodes and Liquid's tags."""

FIRST_HEADING: Final = re.compile(r"\s*(?:#[ \t]+([^\n]{1,500}?)[ \t#]*|([^\n]{1,500})\r?\n=+[ \t]*)(?:\r?\n|\Z)")
HIDDEN: Final = {"draft": ("true", "yes"), "published": ("false", "no")}
"""Keys with the values by which a site generator does not show a post."""

MAX_RENDERED: Final = 2 << 20
"""Characters of the largest text rendered as Markdown, a second or two; a longer one stays plain text."""


def read_markdown(stream: Stream, limits: Limits) -> Iterator[RecordContent | BadRecord]:
    """The one record of a file in Markdown.

    >>> import io
    >>> from pipelines.core.readers.streams import open_stream
    >>> text = b"---\\ntitle: Pier opens\\nauthor: '[[Ida Thorne]]'\\ntags: [x]\\n---\\nIt *did*."
    >>> record = next(read_markdown(open_stream(io.BytesIO(text), Limits()), Limits()))
    >>> dict(record.fields), dict(record.extra)
    ({'title': 'Pier opens', 'authors': 'Ida Thorne', 'html': '<p>It <em>did</em>.</p>\\n'}, {'tags': ['x']})
    """
    text, _ = decode(read_all(stream, limits.record_bytes))
    stated, rest, unread = split_front_matter(text)
    if any(str(stated.get(key)).lower() in values for key, values in HIDDEN.items()):
        yield BadRecord("not_an_article", "a draft, by its front matter", text)
        return
    row, extra = _row(stated)
    title, body = _split_heading(rest, str(row.get("title", "")))
    row.setdefault("title", title)
    row["html" if len(body) < MAX_RENDERED else "text"] = _html(body) if len(body) < MAX_RENDERED else body
    content = parse_row({name: value for name, value in row.items() if value}, origin="sidecar", form="text")
    if isinstance(content, BadRecord):
        yield BadRecord(content.reason, content.detail, text)
        return
    extra |= {"front_matter": unread} if unread else {}
    tags: list[JsonValue] = [*TEMPLATE_TAG.findall(rest), *(found[0] for found in EMBED.finditer(rest))]
    extra |= {"embedded": tags} if tags else {}
    yield RecordContent("text", content.fields, content.origin, {**extra, **content.extra}, content.record_id)


def split_front_matter(text: str) -> tuple[Mapping[str, Any], str, str]:
    """(metadata, the text after it, metadata that is not well formed and was read line by line).

    >>> split_front_matter("---\\ntitle: Pier: closed\\n---\\nRain.")
    ({'title': 'Pier: closed'}, 'Rain.', 'title: Pier: closed')
    >>> split_front_matter("+++\\ntitle = 'A'\\n+++\\nRain.")[:2], split_front_matter("Rain.")[:2]
    (({'title': 'A'}, 'Rain.'), ({}, 'Rain.'))
    """
    text = text.lstrip("\ufeff")
    found = FRONT_MATTER.match(text) or PLAIN_LINES.match(text)
    if found is None or (found.re is PLAIN_LINES and not re.search(r"^title:", found[0], re.I | re.M)):
        return _json_front_matter(text)
    rest, named = text[found.end() :], found.groupdict()
    block = next((value for value in named.values() if value is not None), found[0])
    try:
        values = tomllib.loads(block) if named.get("toml") else _load_yaml(block)
    except (ValueError, yaml.YAMLError, RecursionError, AttributeError, TypeError):
        values = None
    if isinstance(values, dict):
        return values, rest, ""
    return (_lines(block), rest, block) if _is_metadata(block) else ({}, text, "")


def _load_yaml(block: str) -> Any:
    """The values of some YAML, every scalar as written. Raises YAMLError, also on an alias: they expand without end."""
    if any(isinstance(event, yaml.AliasEvent) for event in yaml.parse(block, Loader=yaml.BaseLoader)):
        raise yaml.YAMLError("an alias")
    return yaml.load(block, Loader=yaml.BaseLoader)


def _json_front_matter(text: str) -> tuple[Mapping[str, Any], str, str]:
    if not text.startswith("{"):
        return {}, text, ""
    try:
        values, end = json.JSONDecoder().raw_decode(text)
    except (ValueError, RecursionError):
        return {}, text, ""
    return values, text[end:], ""


def _is_metadata(block: str) -> bool:
    """Whether most lines state a value: prose may stand between two rules, too."""
    lines = [line for line in block.splitlines() if line.strip()]
    return 2 * sum(1 for line in lines if METADATA_LINE.match(line)) > len(lines)


def _lines(block: str) -> dict[str, Any]:
    """Metadata line by line: `key: value`, or a list of `- value` below its key."""
    values: dict[str, Any] = {}
    key = ""
    for line in block.splitlines():
        pair = re.match(r"([\w\-]{1,60})[ \t]{0,4}[:=][ \t]{0,8}(.*)", line)
        item = re.match(r"[ \t]{0,8}-[ \t]{1,4}(.+)", line)
        if pair:
            key = pair[1]
            values[key] = pair[2].strip().strip("\"'")
        elif item and key:
            values[key] = [*(values[key] if isinstance(values[key], list) else []), item[1].strip().strip("\"'")]
    return values


def _row(stated: Mapping[str, Any]) -> tuple[dict[str, Any], dict[str, JsonValue]]:
    """(fields, the other metadata) of front matter."""
    row: dict[str, Any] = {}
    extra: dict[str, JsonValue] = {}
    order = list(KEYS)
    ranked = sorted(stated, key=lambda name: order.index(fold_name(str(name))) if fold_name(str(name)) in KEYS else 99)
    for name in ranked:
        field, value = KEYS.get(fold_name(str(name)), ""), _plain(stated[name])
        if field == "url" and isinstance(value, str):
            address = ADDRESS.fullmatch(value)
            field, value = ("url", address[1]) if address else ("publisher" if name == "source" else "", value)
        if field and value and field not in row and str(value).lower() not in ("true", "false"):
            row[field] = value
        elif value not in (None, "", []):
            extra[str(name)] = to_json_value(value)
    if "date" in row and "url" not in row:
        extra |= {"date": row["date"]} if "published_at" in row else {}
        row.setdefault("published_at", row.pop("date"))
    return row, extra


def _plain(value: Any) -> Any:
    """A value of front matter without wiki links; lists in lists, which unquoted wiki links become, are flat."""
    if isinstance(value, str):
        return WIKI_LINK.sub(_shown, value).strip()
    if isinstance(value, list):
        parts = [_plain(each) for each in value]
        return [inner for part in parts for inner in (part if isinstance(part, list) else [part])]
    return value if isinstance(value, dict | bool | int | float) or value is None else str(value)


EMBED: Final = re.compile(r"!\[\[[^\[\]\n]{1,300}\]\]")


def _shown(link: re.Match[str]) -> str:
    """What a wiki link shows: its other name, else the last part of its target; an embedded file shows nothing."""
    return "" if link[1] else link[3] or link[2].rpartition("/")[2]


def _split_heading(text: str, title: str) -> tuple[str | None, str]:
    """(the heading that a text begins with, the text without it if it is the title)."""
    lead = re.match(r"(?:\s*!\[[^\]\n]*\](?:\([^)\n]*\)|\[[^\]\n]*\])[ \t]*(?=\n))*", text)
    start = lead.end() if lead else 0
    heading = FIRST_HEADING.match(text, start)
    if not heading:
        return None, text
    stated = WIKI_LINK.sub(_shown, heading[1] or heading[2]).strip()
    if title and re.sub(r"\W+", "", stated).lower() != re.sub(r"\W+", "", title).lower():
        return None, text
    return stated, text[:start] + "\n" + text[heading.end() :]


def _html(text: str) -> str:
    text = TEMPLATE_TAG.sub("", WIKI_LINK.sub(_shown, text))
    text = CALLOUT.sub(r"\1", OBSIDIAN_MARKS.sub(lambda mark: mark[1] or "", text))
    return str(MarkdownIt("commonmark").enable(["table", "strikethrough"]).render(text))
