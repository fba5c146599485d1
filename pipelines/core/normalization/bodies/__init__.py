"""The body of an article: out of an HTML page, out of a fragment of HTML, out of a row's text.

Belongs here: choosing and cleaning the prose. Does not: what extraction left in plain text files (residue), the stored
form of paragraphs (texts).
"""

from pipelines.core.normalization.bodies.fragments import from_html_fragment, from_row
from pipelines.core.normalization.bodies.page_body import extract
from pipelines.core.normalization.bodies.types import BodyChoice

__all__ = ["BodyChoice", "extract", "from_html_fragment", "from_row"]
