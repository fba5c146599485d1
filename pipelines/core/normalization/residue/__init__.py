"""Residue: text around an article that extraction left in its plain text, such as bylines, captions and share bars.

Belongs here: finding such lines and spans, and removing them. Does not: reading dates, names, URLs or publishers from
them (dates, authors, urls, publishers), HTML pages (bodies).
"""

from pipelines.core.normalization.residue.stripping import strip
from pipelines.core.normalization.residue.types import Kind, Residue, Span

__all__ = ["Kind", "Residue", "Span", "strip"]
