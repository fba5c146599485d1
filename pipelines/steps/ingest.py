"""Ingest: raw files that are new or changed become normalised records or rejections, none is lost.

Belongs here: the walk over files to read and what each comes to. Does not: what changed (ledger), how a file is read
or a record normalised (core), the writing itself (landing).
"""

from collections import Counter
from collections.abc import Iterator
from contextlib import closing

import pyarrow as pa

from pipelines.core.records import Rejection
from pipelines.core.reasons import REASONS
from pipelines.settings import Settings
from pipelines.steps import Counts, raw_folder
from pipelines.steps.landing import Landing
from pipelines.steps.ledger import Entry, Ledger, changed_paths, retried_paths, vanished_paths
from pipelines.steps.raw_folder import RawInput
from warehouse.engine import Engine
