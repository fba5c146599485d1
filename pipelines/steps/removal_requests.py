"""Requests to take something out: from the names that a person gives to tombstones, written before a run begins.

Belongs here: what a name means. Does not: the files (exclusion_file, warehouse.tombstones), deleting rows (removal).

An article is kept out by its id and by the words of its versions, whichever file brings them; a file by its path and by
its bytes, whatever it is called; a folder by its path, so that files which arrive there later stay out too.
"""

import re
from collections.abc import Iterable, Iterator
from contextlib import nullcontext
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import duckdb

from pipelines.core.identity import article_id, path_key
from pipelines.core.normalization.urls import identity_key
from pipelines.settings import Settings
from warehouse import tombstones, versions
from warehouse.connections import open_to_read
from warehouse.tombstones import ARTICLE, BYTES, CONTENT, PATH, RECORD, Tombstone

ID = re.compile(r"[0-9a-f]{20}")
PLACE = re.compile(r"(.+)#([0-9]+)", re.DOTALL)

ARTICLES = (
    "select distinct article_id from main.article_records where article_id = $1 or url = $1",
    "select distinct article_id from main.article_records where record_path || '#' || record_index = $1",
    "select article_id from main.articles where canonical_url = $1",
    "select new_id from main.id_aliases where kind = 'article' and old_id = $1 and new_id is not null",
)
"""The articles of an id, a URL as given, path#index, a URL as shown, and a retired id."""
REJECTED = "select 1 from main.rejections where record_path || '#' || record_index = $1"
BELOW = "(record_path = $1 or starts_with(record_path, $1 || '/') or starts_with(record_path, $1 || '!'))"
HASHES = f"select distinct sha256 from main.source_files where {BELOW} and sha256 is not null"
FILES = f"select 1 from main.source_files where {BELOW} limit 1"
MEMBERS = f"select distinct article_id from main.article_records where {BELOW}"
REJECTED_BELOW = f"select 1 from main.rejections where {BELOW} limit 1"
CONTENTS = (
    "select distinct content_hash from staging.articles"
    " where article_id in (select unnest($1)) and text_hash is not null"
)
STATED_CONTENTS = (
    "select distinct stated_content_hash from staging.replaced_titles inner join staging.articles using (record_key)"
    " where article_id in (select unnest($1)) and text_hash is not null"
)
"""With the title that a page states, if it has another: so it would come back."""
HAS_STATED = "select 1 from information_schema.tables where table_name = 'replaced_titles'"


@dataclass
class Meaning:
    """What a name means: kinds and keys of its tombstones, and whether the published version has any of it."""

    keys: set[tuple[str, str]] = field(default_factory=set)
    is_known: bool = False

    def tombstones(self, request_id: str, now: datetime) -> Iterator[Tombstone]:
        """The tombstones of a request for it."""
        return (Tombstone(kind, key, request_id, now) for kind, key in self.keys)


def find_meaning(connection: duckdb.DuckDBPyConnection | None, name: str) -> Meaning:
    """What an article id, a URL, path#index, or the path of a file, a folder or a member of an archive means.

    connection: to the published version, which may know more of it; None if there is none
    """
    articles = {row[0] for sql in ARTICLES for row in _rows(connection, sql, name)}
    if articles or ID.fullmatch(name) or "://" in name:
        return _of_articles(connection, articles | _ids_in(name), is_known=bool(articles))
    if place := PLACE.fullmatch(name):
        is_rejected = bool(_rows(connection, REJECTED, name))
        if is_rejected or not _rows(connection, FILES, name):
            return Meaning({(RECORD, f"{path_key(place[1])}#{int(place[2])}")}, is_rejected)
    return _of_path(connection, name.rstrip("/"))


def _of_articles(connection: duckdb.DuckDBPyConnection | None, articles: set[str], is_known: bool) -> Meaning:
    has_stated = connection is not None and connection.execute(HAS_STATED).fetchone()  # not in one of schema 8
    contents = {
        row[0]
        for sql in (CONTENTS, *([STATED_CONTENTS] if has_stated else []))
        for row in _rows(connection, sql, sorted(articles))
    }
    return Meaning({(ARTICLE, each) for each in articles} | {(CONTENT, each) for each in contents}, is_known)


def _of_path(connection: duckdb.DuckDBPyConnection | None, path: str) -> Meaning:
    """A file or a folder; of what is less than a file, the articles too, because the file has another hash."""
    meaning = Meaning({(PATH, path_key(path))})
    if _rows(connection, FILES, path):
        meaning.keys |= {(BYTES, row[0]) for row in _rows(connection, HASHES, path)}
        meaning.is_known = True
    elif members := {row[0] for row in _rows(connection, MEMBERS, path)}:
        meaning.keys |= _of_articles(connection, members, is_known=True).keys
        meaning.is_known = True
    else:
        meaning.is_known = bool(_rows(connection, REJECTED_BELOW, path))
    return meaning


def _ids_in(name: str) -> set[str]:
    """The article id that a name is, or that its URL gives."""
    key = identity_key(name) if "://" in name else None
    return {article_id(key, None, "")} if key else {name} if ID.fullmatch(name) else set()


def _rows(connection: duckdb.DuckDBPyConnection | None, sql: str, value: Any) -> list[tuple[Any, ...]]:
    return connection.execute(sql, [value]).fetchall() if connection is not None else []


def take_up(settings: Settings, requests: Iterable[tuple[str, str]], now: datetime) -> None:
    """Write requests, given by name and request id, for the next run."""
    found = list(requests)
    if not found:
        return
    is_published = versions.current_version(settings.warehouse) is not None
    with open_to_read(settings.warehouse) if is_published else nullcontext() as connection:
        wanted = [stone for name, each in found for stone in find_meaning(connection, name).tombstones(each, now)]
    tombstones.append(settings.warehouse, wanted)
