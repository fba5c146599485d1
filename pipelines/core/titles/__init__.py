"""The title of an article: what pages, rows and plain texts state, cleaned of site names, and the choice among it.

Belongs here: everything about one record's headline. Does not: names of outlets (publishers), bodies, teasers.
"""

from pipelines.core.titles.choosing import TitleChoice, choose
from pipelines.core.titles.cleaning import clean, squash
from pipelines.core.titles.sources import page_candidates, residue_candidates, row_candidates

__all__ = ["TitleChoice", "choose", "clean", "page_candidates", "residue_candidates", "row_candidates", "squash"]
