"""Loads what normalization needs into the fork server, so that all workers share one copy of it.

Belongs here: models and word lists that normalization loads at first use; without it each worker takes 150 MB more.
Does not: anything a worker does (chunks). The fork server can do nothing but import: importing this module is the call.
"""

from pipelines.core.records import RawRecord
from pipelines.steps.chunks import normalize_chunk

SENTENCE = "The harbour office keeps a ledger of every crossing, wet or dry. "

PAGE = RawRecord("preload.html", 0, "page", {"html": f"<html><body><p>{SENTENCE * 9}</p></body></html>"})

normalize_chunk([(PAGE, "0f")], 60.0)
