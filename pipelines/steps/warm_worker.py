"""Imported by the server that worker processes are forked from, and by nothing else.

Belongs here: loading, before the fork, what normalising loads at first use (models, word lists), so that the workers
share one copy of it: 150 MB less for each. Does not: anything a worker does (workers).
"""

import gc

from pipelines.core.records import RawRecord
from pipelines.steps.chunks import normalize_chunk

WORDS = "The harbour office keeps a ledger of every crossing, wet or dry. "

PAGE = RawRecord("warm.html", 0, "page", {"html": f"<html><body><p>{WORDS * 9}</p></body></html>"})

normalize_chunk([(PAGE, "0f")], 60.0)
gc.collect()
gc.freeze()  # the collector would write to what is shared, and so copy it
