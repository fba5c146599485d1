"""Reads the exclusions file: a person's own list of what must not be in the warehouse.

Belongs here: finding and reading it. Does not: what its names mean (removal_requests).
Light on imports, because pending reads the file before anything else is imported.
"""

import csv
import hashlib
import os
from dataclasses import dataclass
from typing import Final

from pipelines.settings import Settings
from pipelines.steps import raw_folder
from warehouse import tombstones
from warehouse.refusals import Refusal

NAME: Final = "_exclusions.csv"
"""The file in the raw folder."""

MAX_BYTES: Final = 8 << 20
"""Limits the file to about 100,000 lines, because every run and every check for new input reads it."""


class UnreadableExclusions(Refusal):
    """The file can't be read: a run without it would publish what must not be published."""


@dataclass(frozen=True, slots=True)
class Exclusion:
    """A line of the file: what it names."""

    name: str

    @property
    def request_id(self) -> str:
        """The id of its request: equal for lines that name the same, and shows nothing of the name."""
        return f"list-{hashlib.sha256(self.name.encode('utf-8', 'surrogatepass')).hexdigest()[:20]}"


def read_exclusions(settings: Settings) -> list[Exclusion]:
    """The lines of the file, none if there is no file. Raises UnreadableExclusions."""
    given = raw_folder.RawInput(NAME, NAME.encode(), 0, 0, 0)
    try:
        with raw_folder.open_input(settings.raw, given) as file:
            size = os.fstat(file.fileno()).st_size
            if size > MAX_BYTES:
                raise UnreadableExclusions(f"{settings.raw / NAME} has {size} bytes, more than {MAX_BYTES}")
            return read_lines(file.read().decode("utf-8-sig"))
    except FileNotFoundError:
        return []
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise UnreadableExclusions(f"{settings.raw / NAME} can't be read: {error}") from None


def read_lines(text: str) -> list[Exclusion]:
    """The lines without empty ones, comments (#) and the header; the first column counts, the others are notes.

    >>> [line.name for line in read_lines("name,note\\n# May\\nfeeds/a.xml,withdrawn\\n\\nhttps://a.example/1\\n")]
    ['feeds/a.xml', 'https://a.example/1']
    """
    stated = (line for line in text.splitlines() if line.strip() and not line.lstrip().startswith("#"))
    names = [row[0].strip() for row in csv.reader(stated, strict=True) if row]
    return [Exclusion(name) for name in names if name and name.lower() != "name"]


def new_exclusions(settings: Settings) -> list[tuple[str, str]]:
    """(name, request id) of each line of the exclusions file that is no request yet. Raises UnreadableExclusions."""
    lines = read_exclusions(settings)
    known = {each.request_id for each in tombstones.read(settings.warehouse).tombstones} if lines else set()
    return [(line.name, line.request_id) for line in lines if line.request_id not in known]
