"""The body of an article, from an HTML page, a fragment of HTML or a row's text.

Belongs here: choosing and cleaning the prose. Does not: residue in plain text (residue), the stored form of paragraphs
(texts).
"""

from pipelines.core.normalization.bodies.fragments import from_html_fragment, from_row
from pipelines.core.normalization.bodies.page_body import extract
from pipelines.core.normalization.bodies.types import BodyChoice, only_choice

__all__ = ["BodyChoice", "extract", "from_html_fragment", "from_row", "only_choice"]
