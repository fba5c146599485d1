"""How far a run has come in reading: files, bytes and records.

Belongs here: counting. Does not: showing it (commands.progress), what the ledger keeps (ledger).
"""

import time
from dataclasses import dataclass
from typing import BinaryIO

RECORDS_PER_LOOK = 64
"""Records between two looks at how far a file is read: one system call each."""


@dataclass(slots=True)
class Tally:
    """Written by the run and read by another thread, which may see one number before the other.

    files, files_total: files done, and to read · records: read so far · bytes_done, bytes_total: of the files, as they
    are stored; a file that is read out of order may be counted early · needed_bytes: disk space they may take
    began: when reading began, by time.monotonic(); 0.0 before
    """

    files: int = 0
    files_total: int = 0
    records: int = 0
    bytes_done: int = 0
    bytes_total: int = 0
    needed_bytes: int = 0
    began: float = 0.0
    _finished_bytes: int = 0

    def begin(self, files: int, size: int, needed: int) -> None:
        """Note what there is to read."""
        self.files_total, self.bytes_total, self.needed_bytes = files, size, needed
        self.began = time.monotonic()

    def note_record(self, file: BinaryIO) -> None:
        """Count a record of the file that is being read."""
        self.records += 1
        if not self.records % RECORDS_PER_LOOK and not file.closed:
            self.bytes_done = self._finished_bytes + file.tell()

    def finish_file(self, size: int) -> None:
        """Count a file as done."""
        self.files += 1
        self._finished_bytes += size
        self.bytes_done = self._finished_bytes
