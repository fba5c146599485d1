"""A raw record in the parts that field packages read: its URL, its page, its text with and without residue.

Belongs here: those parts, each parsed once. Does not: choosing among candidates (fields, normalize).
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from pipelines.core.normalization import bodies, residue
from pipelines.core.normalization.bodies import BodyChoice
from pipelines.core.normalization.completeness import is_cut, without_cut_mark
from pipelines.core.normalization.html_page import Page
from pipelines.core.normalization.residue import Residue
from pipelines.core.records import RawRecord

PAGE_TAG = re.compile(r"<(?:html|head|body|title|meta)[\s>]", re.I)
"""Tags of a whole page, absent from an article fragment in a feed or row."""

MAX_HEAD_CHARS = 20_000
"""Characters within which a whole page has one of them."""

MAX_TEASER_CHARS = 2_000
"""Characters of a teaser, some 300 words. What services and feeds call a summary and is longer is the text itself."""


@dataclass(frozen=True)
class ParsedRecord:
    """A raw record and its parts, each computed on first use (a cached_property rules out slots)."""

    record: RawRecord

    @property
    def fields(self) -> Mapping[str, Any]:
        return self.record.fields

    def given(self, name: str) -> str | None:
        """The field as text; None if it isn't text, or is blank."""
        value = self.fields.get(name)
        return value if isinstance(value, str) and value.strip() else None

    @cached_property
    def url(self) -> str | None:
        """The URL as given, otherwise the canonical URL as given."""
        stated = self.given("url") or self.given("canonical_url")
        return stated.strip() if stated else None

    @cached_property
    def page(self) -> Page | None:
        """The page, if the record is or holds a whole one."""
        html = self.given("html")
        if html and (self.record.form == "page" or PAGE_TAG.search(html, 0, MAX_HEAD_CHARS)):
            return Page(html, self.url)
        return None

    @cached_property
    def stated_body(self) -> BodyChoice:
        """The text field, otherwise a fragment of HTML, otherwise a teaser too long for one; with its residue."""
        text, html = self.given("text"), self.given("html")
        if text and self.record.form == "text":
            return BodyChoice(text, "text", 0.9)
        choices = [self._row_body("text", text)] if text else []
        if html and not self.page and (not text or is_cut(text)):
            choices.append(bodies.from_html_fragment(html, f"{self.record.origin}.html"))
        if not text and not html and self.has_long_teaser:
            choices.append(self._row_body("teaser", self.given("teaser")))
        return max(choices, key=lambda choice: len(choice.body or ""), default=BodyChoice(None, None, None))

    def _row_body(self, name: str, text: str | None) -> BodyChoice:
        return bodies.from_row(without_cut_mark(text) if text else None, f"{self.record.origin}.{name}")

    @cached_property
    def has_long_teaser(self) -> bool:
        """Whether the record calls a teaser what is longer than one."""
        return len(self.given("teaser") or "") > MAX_TEASER_CHARS

    @cached_property
    def residue(self) -> Residue:
        """The stated text, split into its body and its residue."""
        stated = self.stated_body.body
        return residue.strip(stated) if stated else Residue("")

    @cached_property
    def body(self) -> BodyChoice:
        """The body to store: the stated text without residue, otherwise the page's."""
        stated = self.stated_body
        if stated.body and stated.method:
            return bodies.only_choice(self.residue.body, stated.method, stated.confidence or 0.0)
        return bodies.extract(self.page) if self.page else stated
