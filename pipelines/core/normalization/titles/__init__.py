"""The title of an article: what pages, rows and plain texts state, cleaned of site names, and the choice among it.

Belongs here: everything about one record's headline. Does not: names of outlets (publishers), bodies, teasers.
"""

from pipelines.core.normalization.titles.candidates import page_candidates, residue_candidates, row_candidates
from pipelines.core.normalization.titles.choose import TitleChoice, choose
from pipelines.core.normalization.titles.cleaning import clean, squash

__all__ = ["TitleChoice", "choose", "clean", "page_candidates", "residue_candidates", "row_candidates", "squash"]
