"""The outlets that a person lists: from the lines of a small file to publisher ids, names and groups.

Belongs here: reading lines, the form of their ids. Does not: the file (steps.user_files), storing it
(steps.publisher_groups), which articles are of which outlet (sql/work/listed_outlets.sql), the names of outlets that
come with newsfold (from_urls).

A line is `id,name,group,country,owner,notes`; all but id and name may be left out. The id is a domain, a host, either
of them with the beginning of a path, or a name. Commas, semicolons or tabs separate cells, as spreadsheets save them.
"""

import csv
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from pipelines.core.normalization.publishers.domains import HOST, normal_name, registrable_domain
from pipelines.core.normalization.urls.parts import parse

COLUMNS = ("id", "name", "group", "country", "owner", "notes")
SEPARATOR = re.compile(r"[,;\t]")
UNDECODABLE = "\ufffd"
SCHEME = re.compile(r"^https?://", re.IGNORECASE)
ADDRESS = re.compile(r"://|^\S*\.\S*$")
"""What is meant as an address: a name has blanks or no dot."""

TWIN_LABEL = re.compile(r"^(?:www|m|amp|mobile)\.")
"""First labels of hosts that show the same outlet; sql/work/listed_outlets.sql takes them off URLs too."""


@dataclass(frozen=True, slots=True)
class Outlet:
    """A line of the file: its number from 1, its text, and its cells or the problem with it.

    publisher_id: id in normal form · domain: registrable domain of the id, None if it is a name · name_key: the name in
    normal form
    """

    line: int
    text: str
    publisher_id: str | None = None
    name: str | None = None
    group: str | None = None
    country: str | None = None
    owner: str | None = None
    notes: str | None = None
    domain: str | None = None
    name_key: str | None = None
    problem: str | None = None


def read_outlets(lines: Sequence[tuple[int, str]]) -> list[Outlet]:
    """The outlets of numbered lines, header and comments left out. Of two lines with one id the first holds.

    >>> found = read_outlets([(2, "https://WWW.Lamp.example/north/,Lamp North,Lamp Press")])
    >>> found[0].publisher_id, found[0].name, found[0].group, found[0].domain
    ('lamp.example/north', 'Lamp North', 'Lamp Press', 'lamp.example')
    >>> [each.problem for each in read_outlets([(1, "lamp.example;The Lamp"), (2, "lamp.example;Lamp"), (3, "x")])]
    [None, 'line 1 has this id', 'the name is missing']
    """
    found = SEPARATOR.search(lines[0][1]) if lines else None
    separator = found[0] if found else ","
    first_line: dict[str, int] = {}
    outlets = []
    for number, text in lines:
        outlet = _read_line(number, text, separator)
        if outlet.publisher_id and (first := first_line.setdefault(outlet.publisher_id, number)) != number:
            outlet = Outlet(number, text, problem=f"line {first} has this id")
        outlets.append(outlet)
    return outlets


def _read_line(number: int, text: str, separator: str) -> Outlet:
    refused = Outlet(number, text)
    if UNDECODABLE in text:
        return replace(refused, problem="not in UTF-8: save the file in this encoding")
    try:
        cells = [cell.strip() for cell in next(csv.reader([text], delimiter=separator, strict=True))]
    except csv.Error as error:
        return replace(refused, problem=str(error))
    if len(cells) > len(COLUMNS) and any(cells[len(COLUMNS) :]):
        return replace(refused, problem=f"{len(cells)} cells; there are {len(COLUMNS)} columns: {', '.join(COLUMNS)}")
    given, name, *others = [*cells, *[""] * len(COLUMNS)][: len(COLUMNS)]
    publisher_id = normal_id(given)
    name_key = normal_name(name)
    if publisher_id is None or name_key is None:
        missing = f"{given!r} is no domain and no name" if given else "the id is missing"
        return replace(refused, problem=missing if publisher_id is None else "the name is missing")
    group, country, owner, notes = (cell or None for cell in others)
    domain = registrable_domain(publisher_id.partition("/")[0])
    return Outlet(number, text, publisher_id, name, group, country, owner, notes, domain, name_key)


def normal_id(given: str) -> str | None:
    """The normal form of an id: host in lower case and punycode, without `www.`, and path without a last slash; of a
    name, that of a publisher without a domain. None if nothing is left, or for an address whose host is no outlet's.

    >>> normal_id("HTTPS://www.Lamp.example/North/?x=1#top"), normal_id("zürich.example"), normal_id(" The  Lamp! ")
    ('lamp.example/North', 'xn--zrich-kva.example', 'the lamp')
    """
    bare = SCHEME.sub("", given.strip())
    if not HOST.fullmatch(bare.partition("/")[0].rstrip(".")):
        return None if ADDRESS.search(given) else normal_name(given)
    parts = parse(f"https://{bare}")
    if parts is None or registrable_domain(parts.host) is None:
        return None
    short = TWIN_LABEL.sub("", parts.host)
    return (short if registrable_domain(short) else parts.host) + parts.path.rstrip("/")
