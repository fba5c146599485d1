"""Residue: what extraction left in a plain text, told from its prose.

Belongs here: finding such lines and spans, and the text without them. Does not: reading dates, names, URLs or
publishers from them (their field modules do), pages (bodies).
"""

from pipelines.core.normalization.residue.spans import Kind, Residue, Span
from pipelines.core.normalization.residue.stripping import strip

__all__ = ["Kind", "Residue", "Span", "strip"]
