"""One entry of a feed → a record: which of its elements is which field, and the rest for `extra`.

Belongs here: elements and namespaces of entries. Does not: splitting and parsing feeds (feeds), which entries of a
blog's export are articles (blog_exports).

feedparser names elements without regard to who owns them: an entry without title takes that of its picture. Its values
are used for what the entry itself states; every other element is kept as written.
"""

import html
import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any, Final

from pipelines.core.readers.blog_exports import objection_to_entry, post_fields
from pipelines.core.readers.charsets import replace_controls
from pipelines.core.readers.numbering import BadRecord, JsonValue, RecordContent
from pipelines.core.readers.row_records import parse_row, to_json_value
from pipelines.core.readers.xml_trees import add_values, children, local, parse_tree, to_value

NAMESPACE: Final = re.compile(r"""xmlns(?::[\w.\-]{1,40})?\s{0,9}=\s{0,9}(?:"[^"<>]{0,300}"|'[^'<>]{0,300}')""")

FOREIGN: Final = ("mrss", "media", "itunes", "image", "video", "sitemap", "podcast", "search.yahoo.com")
"""Parts of the namespaces whose titles and descriptions are those of pictures, films and sounds."""

SUMMARIES: Final = ("description", "summary", "subtitle", "abstract", "excerpt", "tagline")
CONTENTS: Final = ("encoded", "content", "body", "fulltext", "div")
"""Local names of elements with a summary, and with a text."""

FEED_TEXTS: Final = ("link", "title", "subtitle", "rights")
"""What a feed says of itself, kept with each entry."""

PARAGRAPH_END: Final = re.compile(r"</p\s*>|<br\s*/?>\s*<br", re.I)
MIN_PARAGRAPHS, MIN_BODY_CHARS = 3, 300
"""Paragraphs and characters from which a description is a text: a teaser has one or two."""


def namespaces(head: str) -> str:
    """The namespaces that the head of a feed declares, as attributes.

    >>> namespaces('<rss xmlns:m="https://m.example/"><channel>')
    'xmlns:m="https://m.example/"'
    """
    return " ".join({found.partition("=")[0].strip(): found for found in NAMESPACE.findall(head)}.values())


def parse_entry(raw: str, declared: str) -> Any:
    """The element of an entry; declared: from namespaces. None if it has none.

    >>> parse_entry("<item><m:x>A</m:x></item>", 'xmlns:m="https://m.example/"')[0].tag
    '{https://m.example/}x'
    """
    root = parse_tree(f"<feed {declared}>{raw}</feed>".encode("utf-8", "replace"))
    return next(iter(children(root)), None) if root is not None else None


def read_entry(
    entry: Mapping[str, Any], feed: Mapping[str, Any], element: Any, raw: str, names: Mapping[str, str]
) -> RecordContent | BadRecord:
    """The record of an entry.

    entry, feed: from feedparser · element: from parse_entry · raw: for a rejection · names: blog_exports.author_names
    """
    if element is not None and (objection := objection_to_entry(element)):
        return BadRecord("not_an_article", objection, raw, entry.get("id"))
    row = _row(entry, feed, element)
    row |= post_fields(element, names, row) if element is not None else {}
    content = parse_row({name: value for name, value in row.items() if value}, origin="feed", form="entry")
    if isinstance(content, BadRecord):
        return BadRecord(content.reason, content.detail, raw, content.record_id)
    extra = _rest(entry, element, row)
    extra |= {f"feed_{name}": to_json_value(feed[name]) for name in FEED_TEXTS if feed.get(name)}
    return RecordContent(content.form, content.fields, content.origin, extra, content.record_id)


def _row(entry: Mapping[str, Any], feed: Mapping[str, Any], element: Any) -> dict[str, Any]:
    own, source = _own_names(element), entry.get("source") or {}
    names = [each.get("name") for each in entry.get("authors", []) if each.get("name")]
    published, modified = entry.get("published") or entry.get("created"), entry.get("updated")
    if own and not published and own.isdisjoint(("updated", "modified")):
        published, modified = modified, None  # dc:date, which feedparser takes for the date of a change
    return {
        "id": entry.get("id"), "url": entry.get("link"), **_texts(entry, element),
        "title": entry.get("title") if own is None or "title" in own else None,
        "published_at": published, "modified_at": modified, "authors": names or entry.get("author"),
        "publisher": source.get("title") or _source_name(element) or entry.get("publisher") or feed.get("title"),
        "source_domain": source.get("href") or source.get("link"),
        "language": _language(entry) or feed.get("language"),
    }  # fmt: skip


def _own_names(element: Any) -> set[str] | None:
    """Local names of the elements that belong to the entry itself, in lower case; None if it was not parsed."""
    return None if element is None else {local(each).lower() for each in _own(element)}


def _own(element: Any) -> list[Any]:
    return [each for each in children(element) if not any(part in _namespace(each) for part in FOREIGN)]


def _namespace(element: Any) -> str:
    return str(element.tag).rpartition("}")[0].lower()


def _texts(entry: Mapping[str, Any], element: Any) -> dict[str, Any]:
    """`html` or `text` from the longest content, `teaser` from the summary if that differs.

    Without content, a summary in several paragraphs is the text. That of a picture or a sound is neither.
    """
    contents = [each for each in entry.get("content", []) if isinstance(each.get("value"), str)]
    summary = entry.get("summary")
    if element is not None and _own_names(element).isdisjoint(CONTENTS):  # type: ignore[union-attr]
        summary = _own_summary(element, [summary, *(each["value"] for each in contents)])
        contents = []
    longest = max(contents, key=lambda each: len(each["value"]), default=None)
    if longest is None and summary and _is_text(summary):
        return {"html": summary}
    texts: dict[str, Any] = {}
    if longest:
        texts["text" if longest.get("type") == "text/plain" else "html"] = longest["value"]
    if summary and (not longest or summary != longest["value"]):
        texts["teaser"] = summary
    return texts


def _own_summary(element: Any, found: Sequence[str | None]) -> str | None:
    """The longest summary of the entry itself, as feedparser has it if it does."""
    stated = ["".join(each.itertext()) for each in _own(element) if local(each).lower() in SUMMARIES]
    longest = max(stated, key=len, default="")
    return next((text for text in found if text and _letters(text) == _letters(longest)), longest or None)


def _is_text(summary: str) -> bool:
    return len(summary) > MIN_BODY_CHARS and len(PARAGRAPH_END.findall(summary)) >= MIN_PARAGRAPHS


def _source_name(element: Any) -> str | None:
    """The name of the outlet in an element `source` of a news search, in whatever namespace."""
    found = (each for each in children(element) if local(each).lower() == "source") if element is not None else ()
    return next((value for each in found if isinstance(value := to_value(each), str) and value), None)


def _language(entry: Mapping[str, Any]) -> str | None:
    details = [*entry.get("content", []), entry.get("title_detail") or {}, entry.get("summary_detail") or {}]
    return entry.get("language") or next((each["language"] for each in details if each.get("language")), None)


def _rest(entry: Mapping[str, Any], element: Any, row: Mapping[str, Any]) -> dict[str, JsonValue]:
    """Everything in an entry that no field holds: its elements, or what feedparser found if it can't be parsed."""
    held = {_letters(text) for value in row.values() for text in _strings(value)} | {""}
    if element is None:
        rest = {key: value for key, value in entry.items() if not key.endswith(("_parsed", "_detail"))}
        return {replace_controls(k): to_json_value(v, 1) for k, v in rest.items() if _letters(str(v)) not in held}
    extra: dict[str, JsonValue] = {}
    add_values(extra, [each for each in children(element) if not _is_held(each, held)])
    return extra


def _is_held(element: Any, held: Collection[str]) -> bool:
    """Whether a field holds all that an element says; the attributes of a text only say how it is written."""
    is_text = local(element).lower() in ("title", *SUMMARIES, *CONTENTS)
    return (is_text or not element.attrib) and _letters("".join(element.itertext())) in held


def _strings(value: Any) -> Iterator[str]:
    yield from [value] if isinstance(value, str) else [each for each in value or () if isinstance(each, str)]


def _letters(text: str) -> str:
    """The letters of a text without tags: two forms of one text have the same."""
    return re.sub(r"\W+", "", html.unescape(re.sub(r"<[^<>]*>", "", text)))
