"""Documents of news agencies and archives in XML: NITF, NewsML 1 and NewsML-G2, a record for each text in them.

Belongs here: where headline, text, byline and dates stand. Does not: feeds, other XML (refused in format_detection).

Both hold one news item, or a message of many. Items that are pictures, graphics, films or lists of other items are no
articles, and neither is an item that its agency has withdrawn.
"""

import copy
import re
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Any, Final

from pipelines.core.limits import Limits
from pipelines.core.readers.charsets import declared_in_markup, decode, replace_controls
from pipelines.core.readers.numbering import BadRecord, JsonValue, RecordContent
from pipelines.core.readers.row_records import parse_row
from pipelines.core.readers.streams import ReadError, Stream, read_all
from pipelines.core.readers.xml_safety import element_depth, strip_declaration, strip_doctype
from pipelines.core.readers.xml_trees import (
    add_values,
    children,
    inner_html,
    iterate,
    local,
    parse_tree,
    remove_below,
    text_of,
)

ITEMS: Final = ("newsItem", "NewsItem", "newsitem", "packageItem", "conceptItem", "knowledgeItem", "planningItem")

NO_TEXT: Final = ("picture", "graphic", "video", "audio", "photo", "animation", "still")
"""The end of the class of an item that is no text (IPTC news item nature)."""

USABLE: Final = re.compile(r"(?:^|[:/])(?:usable|embargoed)$", re.I)

NOT_PROSE: Final = (
    "media", "media-metadata", "media-caption", "media-producer", "series", "fn", "nitf-table-metadata", "header",
    "footer", "aside", "nav",
)  # fmt: skip
"""Elements of a text in NITF or XHTML that stand beside its prose."""

MAX_BLOCKS: Final = 50
"""Blocks of a text that are compared with its full text; there are two."""

MARKUP: Final = re.compile(r"</?(?:p|br|div)\b[^<>]{0,300}>", re.I)
"""Tags in a text that should be plain: some agencies escape their HTML."""

BLOCKS: Final = {"hl2": "h2", "hl1": "h1", "hedline": "div", "block": "div", "nitf-table": "div", "bq": "blockquote"}
"""Element of NITF → the element of HTML that breaks lines as it does."""

CREATED: Final = ("contentCreated", "firstCreated", "FirstCreated", "versionCreated", "DateAndTime")
"""Elements with the time of publication, the best first."""

NITF_DATES: Final = ("date.issue", "date.release", "story.date")

XML_LANG: Final = "{http://www.w3.org/XML/1998/namespace}lang"

COMPACT_DATE: Final = re.compile(r"(\d{4})(\d\d)(\d\d)(?:T(\d\d)(\d\d)(\d\d)?)?((?:Z|[+\-]\d\d:?\d\d)?)")
"""A date in the basic format of ISO 8601, as NITF has it."""


def read_nitf(stream: Stream, limits: Limits) -> Iterator[RecordContent | BadRecord]:
    """The article of a NITF document. Raises ReadError file_too_large, unsafe_xml, too_deep, damaged."""
    root = _root(stream, limits)
    yield _record(root, _nitf_row(root))


def read_newsml(stream: Stream, limits: Limits) -> Iterator[RecordContent | BadRecord]:
    """The items of a NewsML document or message. Raises ReadError as read_nitf does, and no_entries."""
    items = [each for each in iterate(_root(stream, limits), *ITEMS) if not _is_inside(each)]
    if not items:
        raise ReadError("no_entries", "a NewsML message without items")
    for item in items:
        if objection := _objection(item):
            yield BadRecord("not_an_article", objection, text_of(item), item.get("guid"))
        else:
            yield _record(item, _newsml_row(item))


def _root(stream: Stream, limits: Limits) -> Any:
    data = read_all(stream, limits.document_bytes, "file_too_large")
    text = strip_doctype(strip_declaration(decode(data, declared_in_markup(data))[0]))
    if element_depth(text) > limits.value_depth:
        raise ReadError("too_deep", f"elements nested more than {limits.value_depth} levels")
    root = parse_tree(text.encode("utf-8"))
    if root is None:
        raise ReadError("damaged", "not well-formed XML")
    return root


def _is_inside(item: Any) -> bool:
    return any(local(above) in ITEMS for above in item.iterancestors())


def _record(item: Any, row: dict[str, Any]) -> RecordContent | BadRecord:
    content = parse_row({name: value for name, value in row.items() if value}, origin="feed", form="entry")
    if isinstance(content, BadRecord):
        return BadRecord(content.reason, content.detail, text_of(item), content.record_id)
    used = _content_of(item)
    if used is not None:  # its text is in the record; what stands beside the prose is kept
        used = next(iterate(used, "body"), used)
        asides = [each for each in iterate(used, *NOT_PROSE) if each is not used and not _is_aside(each.getparent())]
        used.clear()
        used.extend(asides)
    extra: dict[str, JsonValue] = {}
    add_values(extra, children(item))
    return RecordContent(content.form, content.fields, content.origin, extra, content.record_id)


def _is_aside(element: Any) -> bool:
    return element is not None and (local(element) in NOT_PROSE or _is_aside(element.getparent()))


def _content_of(item: Any) -> Any:
    """The element that holds the text of an item, None if it has none."""
    boxes = ("body.content", "inlineXML", "inlineData", "DataContent", "text", "block")
    return next((each for name in boxes for each in iterate(item, name)), None)


def _nitf_row(root: Any) -> dict[str, Any]:
    """The fields of a NITF document; a date in pieces (the New York Times corpus) is put together."""
    pieces = {each.get("name"): each.get("content") for each in iterate(root, "meta")}
    stated = [pieces.get(f"publication_{part}") for part in ("year", "month", "day_of_month")]
    issued = _attribute(root, ("pubdata", "date.publication"), *((name, "norm") for name in NITF_DATES))
    content = next(iterate(root, "body.content"), None)
    return {
        "id": _attribute(root, ("doc-id", "id-string")), "url": _attribute(root, ("pubdata", "ex-ref")),
        "title": _first_text(root, "hl1", "hedline", "title", "headline"), "html": _prose(content),
        "published_at": _iso(issued) or ("-".join(f"{part:0>2}" for part in stated if part) if all(stated) else None),
        "publisher": _attribute(root, ("pubdata", "name"), ("doc.copyright", "holder"))
        or _first_text(root, "distributor"),
        "authors": _byline(root), "language": root.get(XML_LANG),
        "teaser": _first_text(root, "abstract"),
    }  # fmt: skip


def _newsml_row(item: Any) -> dict[str, Any]:
    """The fields of a news item. Its text may be XHTML, NITF or plain; a text elsewhere (remoteContent) is not read."""
    nested, content = next(iterate(item, "nitf"), None), _content_of(item)
    page = next(iterate(content, "body"), content) if content is not None else None
    row = _nitf_row(nested) if nested is not None else {"html": _prose(page)}
    own = {
        "id": item.get("guid") or item.get("itemid") or _first_text(item, "NewsItemId", "PublicIdentifier"),
        "title": _first_text(item, "headline", "HeadLine", "title"), "authors": _byline(item),
        "published_at": _iso(_first_text(item, *CREATED)) or item.get("date"),
        "modified_at": _iso(_first_text(item, "contentModified", "versionCreated", "ThisRevisionCreated")),
        "publisher": _named(item, "infoSource", "provider", "Provider", "copyrightHolder"),
        "language": _attribute(item, ("language", "tag"), ("Language", "FormalName")) or item.get(XML_LANG),
        "teaser": _first_text(item, "description", "abstract"),
    }  # fmt: skip
    return {**row, **{name: value for name, value in own.items() if value}}


def _objection(item: Any) -> str | None:
    """Why an item is no article; None if it may be one."""
    if local(item) in ITEMS[3:]:
        return f"a {local(item)}"
    kind = _attribute(item, ("itemClass", "qcode"), ("itemClass", "uri"), ("NewsItemType", "FormalName"))
    if kind and re.split("[:/]", kind.lower())[-1] in NO_TEXT:
        return f"an item of class {kind}"
    status = _attribute(item, ("pubStatus", "qcode"), ("pubStatus", "uri"), ("Status", "FormalName"))
    return f"an item with status {status}" if status and not USABLE.search(status) else None


def _prose(element: Any) -> str | None:
    """The text of an element as HTML; its paragraphs if it has no elements. A full text supersedes its own lead."""
    if element is None:
        return None
    if not children(element):
        text = "".join(element.itertext())
        paragraphs = (f"<p>{part}</p>" for part in inner_html(element).split("\n\n") if part.strip())
        return replace_controls(text) if MARKUP.search(text) else "".join(paragraphs) or None
    copied = copy.deepcopy(element)
    blocks = list(islice(iterate(copied, "block"), MAX_BLOCKS))
    full = " ".join(text_of(block) for block in blocks if block.get("class") == "full_text")
    leads = [block for block in blocks if block.get("class") != "full_text" and text_of(block) in full]
    for each in leads:
        each.tag = NOT_PROSE[0]
    remove_below(copied, *NOT_PROSE)
    for each in iterate(copied, *BLOCKS):
        each.tag = BLOCKS[local(each)]
    return inner_html(copied)


def _byline(root: Any) -> str | list[str] | None:
    """The people of a byline, else its text: the parts of one stand without blanks between them."""
    byline = next((each for name in ("byline", "by", "ByLine") for each in iterate(root, name) if text_of(each)), None)
    if byline is None:
        return _named(root, "creator")
    people = [text_of(each) for each in iterate(byline, "person") if text_of(each)]
    return people or " ".join(" ".join(byline.itertext()).split())


def _first_text(root: Any, *names: str) -> str | None:
    """The text of the first element of these names that has any; earlier names win."""
    return next((text for name in names for each in iterate(root, name) if (text := text_of(each))), None)


def _named(root: Any, *names: str) -> str | None:
    """The name of an outlet or a person: a `name` element, else a literal."""
    for each in (found for name in names for found in iterate(root, name)):
        stated = _first_text(each, "name") or text_of(each) or each.get("literal")
        if name := stated or _attribute(each, ("Party", "FormalName")):
            return str(name)
    return None


def _attribute(root: Any, *places: Sequence[str]) -> str | None:
    """The first of these (element, attribute) that is stated."""
    values = (each.get(key) for name, key in places for each in iterate(root, name))
    return next((value.strip() for value in values if value and value.strip()), None)


def _iso(stated: str | None) -> str | None:
    """A date in the basic format of ISO 8601 in the extended one; midnight stands for a missing time."""
    found = COMPACT_DATE.fullmatch(stated or "")
    if found is None:
        return stated
    year, month, day, hour, minute, second, zone = found.groups()
    has_time = hour and (hour, minute, second) not in (("00", "00", "00"), ("00", "00", None))
    return f"{year}-{month}-{day}" + (f"T{hour}:{minute}:{second or '00'}{zone}" if has_time else "")
