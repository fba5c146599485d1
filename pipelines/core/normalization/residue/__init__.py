"""Residue: what extraction left in a plain text, told from its prose.

Belongs here: finding such lines and spans, and the text without them. Does not: reading dates, names, URLs or
publishers from them (their field modules do), pages (bodies).
"""

from pipelines.core.normalization.residue.stripping import strip
from pipelines.core.normalization.residue.types import Kind, Residue, Span

__all__ = ["Kind", "Residue", "Span", "strip"]
