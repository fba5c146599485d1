"""The title of an article.

Belongs here: the candidates that pages, rows and texts state, cleaned of site names, and the choice among them. Does
not: names of outlets (publishers), bodies and teasers (bodies).
"""

from pipelines.core.normalization.titles.candidates import page_candidates, residue_candidates, row_candidates
from pipelines.core.normalization.titles.choose import choose
from pipelines.core.normalization.titles.cleaning import clean, squash
from pipelines.core.normalization.titles.types import TitleChoice

__all__ = ["TitleChoice", "choose", "clean", "page_candidates", "residue_candidates", "row_candidates", "squash"]
