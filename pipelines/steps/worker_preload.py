"""Loads the models and word lists of normalization into the fork server, so that all workers share one copy.

Belongs here: triggering what normalization loads at first use, 150 MB per worker. Does not: the work of a worker
(chunks). A fork server can only import modules, so importing this one does the loading.
"""

from pipelines.core.records import RawRecord
from pipelines.steps.chunks import normalize_chunk

SENTENCE = "The harbour office keeps a ledger of every crossing, wet or dry. "

PAGE = RawRecord("preload.html", 0, "page", {"html": f"<html><body><p>{SENTENCE * 9}</p></body></html>"})

normalize_chunk([(PAGE, "0f")], 60.0)
