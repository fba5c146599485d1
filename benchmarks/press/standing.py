"""What outlets print again and again: templates with slots, and notices; written ones from files, others made.

Belongs here: reading `<code>.txt`, making forms of a language's words, filling slots. Does not: which outlet prints a
notice (outlets), how many templates a day has (days).

A file has sections `[kind]`. A template's first line is its title, paragraphs follow, apart by an empty line. A slot is
`{a|b|c}`, `{2-900}`, `{person}`, `{place}`, `{firm}`, or the name of a section of one line. What has the same name in
one text has the same value: `{place}` and `{place2}` differ, `{goals:1-4}` names a number.
"""

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from benchmarks.press.languages import Language, Rng

SLOT = re.compile(r"\{([^{}]*)\}")
SECTION = re.compile(r"^\[(\w+)\]\n", re.MULTILINE)
RANGE = re.compile(r"(?:\w+:)?(\d+)-(\d+)")

TEMPLATES = ("match", "quake", "obituary", "weather", "shares", "alert")
NOTICES = ("consent", "newsletter", "signup", "paywall")
FORMS = 4
"""Made templates of a language, half of them without digits."""


@dataclass(frozen=True, slots=True)
class Template:
    """Text with slots."""

    kind: str
    title: str
    paragraphs: tuple[str, ...]


@cache
def sections(code: str) -> dict[str, list[str]]:
    """The texts of a language's file by section; empty for a language without one."""
    path = Path(__file__).with_name(f"{code}.txt")
    parts = SECTION.split(path.read_text(encoding="utf-8"))[1:] if path.exists() else []
    found: dict[str, list[str]] = {}
    for name, text in zip(parts[::2], parts[1::2], strict=True):
        found.setdefault(name, []).append(text.strip())
    return found


def templates(language: Language, rng: Rng) -> list[Template]:
    """The written templates of a language and made ones."""
    written = [(kind, text.split("\n", 1)) for kind in TEMPLATES for text in sections(language.code).get(kind, [])]
    known = [Template(kind, title, tuple(body.split("\n\n"))) for kind, (title, body) in written]
    return known + [_form(language, rng, has_digits=bool(number % 2)) for number in range(FORMS)]


def _form(language: Language, rng: Rng, has_digits: bool) -> Template:
    """A made template: two to four paragraphs of ordinary words, each with a person, every ninth or so a slot."""
    names = ["{person}", "{place}", "{firm}", "{person2}", "{place2}"]
    slots = names + ["{2-900}", "{10-99}", "{1-9}"] * has_digits
    paragraphs = []
    for _ in range(int(rng.integers(2, 5))):
        words = language.prose(rng, int(rng.integers(20, 45)))
        at = rng.random(len(words)) < 0.11
        words[at] = rng.choice(slots, int(at.sum()))
        words[int(rng.integers(len(words)))] = "{person}"
        paragraphs.append(language.paragraph(words, rng))
    title = " ".join([*language.prose(rng, 3), "{place}"])
    return Template("figures" if has_digits else "formula", title.capitalize(), tuple(paragraphs))


def notice(kind: str, language: Language, rng: Rng) -> str:
    """One wording of a notice; of ordinary words where the language has no file."""
    written = sections(language.code).get(kind)
    if written:
        return fill(written[int(rng.integers(len(written)))], language, rng, {})
    return language.paragraph(language.prose(rng, int(rng.integers(25, 55))), rng)


def fill(text: str, language: Language, rng: Rng, known: dict[str, str]) -> str:
    """The text with its slots filled, inner ones first; `known` has the values by name and takes new ones."""

    def value(slot: re.Match[str]) -> str:
        name = slot[1]
        if "|" in name or name[:1].isdigit():
            return _drawn(name, language, rng)
        if name not in known:
            known[name.partition(":")[0]] = _drawn(name, language, rng)
        return known[name.partition(":")[0]]

    while "{" in text:
        text = SLOT.sub(value, text)
    return text


def _drawn(name: str, language: Language, rng: Rng) -> str:
    if found := RANGE.fullmatch(name):
        return str(rng.integers(int(found[1]), int(found[2]) + 1))
    kind = name.rstrip("0123456789")
    options = name if "|" in name else sections(language.code).get(kind, [""])[0]
    if options:
        return str(rng.choice(options.split("|")))
    return language.person(rng) if kind == "person" else language.name(rng)
