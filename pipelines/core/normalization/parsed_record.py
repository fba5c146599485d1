"""A raw record as the field modules read it: its URL, its page, its text, and what that text is cut to.

Belongs here: the parts of one record, each made once. Does not: any choice among candidates (choices, normalize).
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from pipelines.core.normalization import bodies, residue
from pipelines.core.normalization.bodies import BodyChoice
from pipelines.core.normalization.evidence import Candidate
from pipelines.core.normalization.html_page import Page
from pipelines.core.normalization.residue import Residue
from pipelines.core.records import RawRecord

WHOLE_PAGE = re.compile(r"<(?:html|head|body|title|meta)[\s>]", re.I)
"""What a page has and a fragment of an article in a feed or a row does not."""

PAGE_HEAD = 20_000
"""Characters within which a page shows that it is one."""

EXCERPT = 200
"""Characters of a body that the evidence keeps."""

NO_RESIDUE = Residue("")
NO_BODY = BodyChoice(None, None, None)


@dataclass(frozen=True)
class Reading:
    """One raw record and its parts; each is made at first use and kept (which slots would not allow)."""

    record: RawRecord

    @property
    def fields(self) -> Mapping[str, Any]:
        return self.record.fields

    def given(self, name: str) -> str | None:
        """The field as text; None if it is no text or blank."""
        value = self.fields.get(name)
        return value if isinstance(value, str) and value.strip() else None

    @cached_property
    def url(self) -> str | None:
        """The address as given, else the canonical one as given."""
        stated = self.given("url") or self.given("canonical_url")
        return stated.strip() if stated else None

    @cached_property
    def page(self) -> Page | None:
        """The page, if the record is or holds a whole one."""
        html = self.given("html")
        if html and (self.record.form == "page" or WHOLE_PAGE.search(html, 0, PAGE_HEAD)):
            return Page(html, self.url)
        return None

    @cached_property
    def stated_body(self) -> BodyChoice:
        """What the text field holds, else a fragment of HTML; still with its residue."""
        text, html, origin = self.given("text"), self.given("html"), self.record.origin
        if text and self.record.form == "text":
            return BodyChoice(text, "text", 0.9)
        if text:
            return bodies.from_row(text, f"{origin}.text")
        return bodies.from_html_fragment(html, f"{origin}.html") if html and not self.page else NO_BODY

    @cached_property
    def residue(self) -> Residue:
        """The stated text told from what extraction left in it."""
        stated = self.stated_body.body
        return residue.strip(stated) if stated else NO_RESIDUE

    @cached_property
    def body(self) -> BodyChoice:
        """The body to keep: the stated text without its residue, else the page's. A teaser is never one."""
        stated = self.stated_body
        if not (stated.body and stated.method):
            return bodies.extract(self.page) if self.page else stated
        if not self.residue.body:
            return NO_BODY
        seen = Candidate("body", self.residue.body[:EXCERPT], stated.method, stated.confidence or 0.0)
        return BodyChoice(self.residue.body, stated.method, stated.confidence, candidates=(seen,))
