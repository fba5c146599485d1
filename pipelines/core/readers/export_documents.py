"""One document of a news database's export: its title, outlet, day, authors and text, told by labels and by layout.

Belongs here: labels, codes, the order of the lines above a text. Does not: where a document begins (database_exports).

Services and languages differ in words, not in layout: outlet, day and title stand above the text in lines of their own,
then labelled lines (`LENGTH: 77 words`), the text, and labelled lines again. Labels in capitals need not be known. What
is no field goes to `extra`.
"""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from importlib.resources import files
from typing import Final

from pipelines.core.readers.numbering import JsonValue

_TABLES = json.loads(files(__package__).joinpath("export_labels.json").read_text(encoding="utf-8"))

LABELS: Final[Mapping[str, str]] = {
    label: name for name, labels in _TABLES["labels"].items() for label in labels.split(", ")
}
"""Label in lower case → key of FIELD_NAMES, "" for other metadata."""

BODY_HEADINGS: Final = frozenset(_TABLES["body_headings"].split(", "))
END_HEADINGS: Final = frozenset(_TABLES["end_headings"].split(", "))
END_LINES: Final = frozenset(_TABLES["end_lines"].split(", "))
CODES: Final[Mapping[str, str]] = _TABLES["codes"]
"""Codes of Factiva, the same in all languages → key of FIELD_NAMES, "" for other metadata."""

END_LABELS: Final = frozenset(_TABLES["end_labels"].split(", "))
LABEL: Final = re.compile(r"[ \t]{0,8}([^\W\d_][^\n:]{1,38}?)[ \t]{0,3}:(?:[ \t]+|(?=\n|$))(.*)", re.S)
CAPITALS: Final = re.compile(r"[A-ZÀ-ÖØ-ÞŒŠŽ][A-ZÀ-ÖØ-ÞŒŠŽ\- /]{2,38}")
CODE: Final = re.compile(rf"[ \t]{{0,4}}({'|'.join(CODES)})(?:[ \t\xa0]+(.*))?$")

DATE: Final = re.compile(r"(?=[^\n]*\b(?:1[89]|20)\d\d\b)(?=[^\n]*(?:[^\W\d_]{3}|\d[./-]\d))[^\n]{6,60}$")
"""A line with a year, and a word or a numeric day."""

COPYRIGHT: Final = re.compile(
    r"(?:copyright|©|\(c\)|tous droits|alle rechte|all rights|todos los derechos|alle rechten)", re.I
)
WORD_COUNT: Final = re.compile(r"\d{1,3}(?:[.,]?\d{3})?\s[^\W\d_]{4,12}$")
BYLINE: Final = re.compile(r"(?:By|Von|Par|Por|Door|Di|Af|Av)\s+(?=[^\W\d_])", re.I)

RULE: Final = re.compile(r"(?:[=_*#~\-]{10,})?")

LONG_LINE: Final = 140
"""Characters of a block from which on it is a paragraph of the text, not a line above it."""

SENTENCE: Final = 60
"""The same for a block that ends as a sentence."""

MIN_LABELS: Final = 3
LABELLED: Final = 300
"""Known labels from which on a document is labelled, and characters of a block with another label."""

HEADER_BLOCKS: Final = 40
MAX_NAMES: Final = 4
"""Blocks above a text, and those in a row that are no metadata: outlet, title, edition and section."""


@dataclass
class Document:
    """What a document says: fields by key of FIELD_NAMES, and the rest."""

    fields: dict[str, str] = field(default_factory=dict)
    extra: dict[str, JsonValue] = field(default_factory=dict)

    def put(self, label: str, name: str, value: str) -> None:
        """Take a labelled value; the first of a field wins, others are kept as they are labelled."""
        value = value.strip()
        if name and name not in self.fields and value:
            self.fields[name] = value
        elif value and self.fields.get(name) != value:
            self.extra[label if label not in self.extra else f"{label}.{len(self.extra)}"] = value


def parse_document(text: str) -> Document:
    """The fields of one document.

    >>> lines = "Ferry Post", "February 3, 2024", "Pier opens", "BYLINE: Ida Orsk", "It did.", "LOAD-DATE: 2024"
    >>> document = parse_document("\\n\\n".join(lines))
    >>> document.fields["title"], document.fields["publisher"], document.fields["text"], document.extra
    ('Pier opens', 'Ferry Post', 'It did.', {'LOAD-DATE': '2024'})
    """
    return _parse_coded(text) if has_codes(text) else _parse_blocks(_blocks(text))


def has_codes(text: str) -> bool:
    """Whether the lines of a text begin with codes, those of title and text among them."""
    codes = {match[1] for line in text.splitlines() if (match := CODE.match(line))}
    return len(codes) >= 4 and "HD" in codes and not codes.isdisjoint(("TD", "LP"))


def has_labels(text: str, characters: int = 1500) -> bool:
    """Whether two lines or more of the beginning of a text are labelled."""
    return sum(1 for line in text[:characters].splitlines() if _label(line)) >= 2


def _parse_coded(text: str) -> Document:
    values: list[tuple[str, list[str]]] = [("", [])]
    for line in text.splitlines():
        match = CODE.match(line)
        if match:
            values.append((match[1], [match[2] or ""]))
        else:
            values[-1][1].append(line)
    document = Document()
    body = [_tidy(lines) for code, lines in values if CODES.get(code) == "text"]
    for code, lines in values:
        if CODES.get(code) != "text":
            value = " ".join(" ".join(lines).split())
            document.put(code or "above", CODES.get(code, ""), BYLINE.sub("", value) if code == "BY" else value)
    document.fields["text"] = "\n\n".join(part for part in body if part)
    return document


def _tidy(lines: Sequence[str]) -> str:
    return "\n\n".join(block.strip() for block in re.split(r"\n[ \t]*\n", "\n".join(lines)) if block.strip())


def _blocks(text: str) -> list[str]:
    """The blocks between empty lines; labelled lines, and lines above a text, are blocks of their own."""
    blocks: list[str] = []
    for block in re.split(r"\n[ \t\r]*\n", text):
        lines = [line.rstrip() for line in block.splitlines() if line.strip()]
        is_header = len(lines) > 1 and any(map(_is_metadata, lines)) and all(len(line) < LONG_LINE for line in lines)
        for line in lines:
            if line is lines[0] or _label(line) or is_header:
                blocks.append(line)
            else:
                blocks[-1] += f"\n{line}"
    return [block for block in blocks if not RULE.fullmatch(block.strip())]


def _label(block: str, is_labelled: bool = False) -> tuple[str, str, str] | None:
    """(label, field or "", value) of a block that begins with a label: a known one, or one in capitals.

    is_labelled: any label counts, as the document has others that are known
    """
    match = LABEL.match(block)
    label = " ".join(match[1].split()) if match else ""
    name = LABELS.get(label.lower())
    is_label = name is not None or CAPITALS.fullmatch(label) or (is_labelled and label[:1].isupper())
    if match is None or not is_label:
        return None
    return label, name or "", match[2]


def _is_date(block: str) -> bool:
    return DATE.match(block.strip()) is not None and not COPYRIGHT.search(block) and not block.strip().endswith(".")


def _is_metadata(block: str, is_labelled: bool = False) -> bool:
    line = block.strip()
    return bool(_label(block, is_labelled) or _is_date(block) or COPYRIGHT.match(line) or WORD_COUNT.fullmatch(line))


def _parse_blocks(blocks: list[str]) -> Document:
    is_labelled = sum(1 for block in blocks if _label(block)) >= MIN_LABELS
    start, end = _body_span(blocks, is_labelled)
    document = Document()
    names: list[str] = []
    after: list[str] = []
    for number, block in (*enumerate(blocks[:start]), *enumerate(blocks[end:], end)):
        found = _label(block, is_labelled and len(block) < LABELLED)
        if found is None:
            (names if number < start else after).append(block.strip())
        elif found[1] != "text":
            label, name, value = found
            document.put(label, name, BYLINE.sub("", value) if name == "authors" else value)
    _read_header(document, names)
    if "title" not in document.fields and 0 < start < end - 1 and _is_name(blocks[start]):
        document.put("above", "title", " ".join(blocks[start].split()))
        start += 1
    opening = _label(blocks[start - 1]) if start else None
    body = [opening[2]] if opening and opening[1] == "text" else []
    document.fields["text"] = "\n\n".join(part for part in (*body, *blocks[start:end]) if part.strip()).strip()
    if after:
        document.extra["below"] = "\n\n".join(after)
    return document


def _body_span(blocks: list[str], is_labelled: bool) -> tuple[int, int]:
    """The first block of the text, and the first below it.

    The text begins after a heading for it, else after the last metadata above a paragraph.
    """
    for number, block in enumerate(blocks[:HEADER_BLOCKS], start=1):
        label = _label(block)
        if block.strip().lower() in BODY_HEADINGS or (label and label[1] == "text"):
            return number, _body_end(blocks, number, is_labelled)
    start, end = 0, _body_end(blocks, 0, is_labelled)
    for number, block in enumerate(blocks[: min(end, HEADER_BLOCKS)], start=1):
        if _is_metadata(block, is_labelled and len(block) < LABELLED):
            start = number
        elif _is_paragraph(block) or number - start > MAX_NAMES:
            break
    return start, end


def _body_end(blocks: list[str], start: int, is_labelled: bool) -> int:
    """The first block below the text: a heading, else the labelled lines and copyright at the end."""
    for number, block in enumerate(blocks[start:], start):
        if block.strip().lower() in END_HEADINGS:
            return number
    end = len(blocks)
    while end > start and _is_below(blocks[end - 1], is_labelled):
        end -= 1
    return end


def _is_below(block: str, is_labelled: bool) -> bool:
    return bool(_label(block, is_labelled and len(block) < LABELLED) or COPYRIGHT.match(block.strip()))


def _is_name(block: str) -> bool:
    """Whether a block is one line that is no sentence, as titles are."""
    return not _is_paragraph(block) and "\n" not in block.strip() and not block.rstrip().endswith((".", ":", ","))


def _is_paragraph(block: str) -> bool:
    is_sentence = len(block) >= SENTENCE and block.rstrip("\"”»’')").endswith((".", "!", "?"))
    return len(block) >= LONG_LINE or is_sentence or re.search(r"[^\x00-\u2fff]{40}", block) is not None


def _read_header(document: Document, blocks: list[str]) -> None:
    """Tell outlet, day and title among the lines above a text by their order, and by the notice of copyright."""
    notice = " ".join(block for block in blocks if COPYRIGHT.search(block)).casefold()
    day = next((number for number, block in reversed(list(enumerate(blocks))) if _is_date(block)), None)
    plain = [number for number, block in enumerate(blocks) if not _is_metadata(block)]
    byline = next((number for number in plain if BYLINE.match(blocks[number])), None)
    names = [number for number in plain if number != byline and blocks[number].lower() not in BODY_HEADINGS]
    above = [number for number in names if day is None or number < day]
    below = [number for number in names if number not in above]
    outlet = next((number for number in reversed(names) if blocks[number].casefold() in notice), None)
    if outlet is None and day is not None and above and not (notice and len(above) == 1 and not below):
        outlet = above[-1]
    before = [number for number in above if outlet is None or outlet not in above or number < outlet]
    title = before[-1] if before else next((number for number in below if number != outlet), None)
    for name, number in (("title", title), ("publisher", outlet), ("published_at", day), ("authors", byline)):
        if number is not None:
            value = blocks[number]
            document.put("above", name, BYLINE.sub("", value) if name == "authors" else " ".join(value.split()))
    rest = [block for number, block in enumerate(blocks) if number not in (title, outlet, day, byline)]
    if rest := [block for block in rest if block.lower() not in BODY_HEADINGS]:
        document.extra["above"] = "\n\n".join(rest)
