"""The whole catalogue: the number of cases, that it covers every kind of bad input, and all of it through ingest."""

import importlib
import zipfile
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

import duckdb
import pytest

from pipelines.settings import Settings
from pipelines.steps.ingest import ingest
from tests.bad_input import test_containers, test_documents, test_rows
from tests.marks import slow
from warehouse import catalog, contracts
from warehouse.duckdb_engine import DuckDBEngine
from warehouse.engine import RunStamp

AFTER_READING = {"no_text", "not_an_article", "too_deep"}
"""Reasons for which normalisation may reject a record that its reader accepted."""


@dataclass(frozen=True, slots=True)
class Case:
    """A bad file and its outcomes: `ok` or a reason per record, `file:` and a reason if the whole file is rejected."""

    file: str
    data: bytes
    expected: str


def cases() -> dict[str, Case]:
    """Every named case that is a file of its own."""
    tables = (test_rows.CASES, test_documents.CASES, test_containers.CASES)
    found = {name: Case(*case) for table in tables for name, case in table.items()}
    return found | {name: Case("a.warc", *case) for name, case in test_documents.WARCS.items()}


def test_there_are_many_cases_and_most_are_read_compressed_too() -> None:
    packed = len(test_rows.CASES) + len(test_documents.CASES) + len(test_documents.WARCS)  # by the fixture `wrapped`
    assert len(cases()) >= 190
    assert packed >= 160
    assert len(test_rows.LARGE) >= 7


KINDS: dict[int, str] = {
    1: "json-utf8-bom", 2: "json-utf16-with-mark", 3: "json-latin1-line", 4: "json-encodings-mixed",
    5: "json-escaped-nul", 6: "json-raw-nul", 7: "json-lone-surrogate", 8: "json-u2028-between",
    9: "json-line-ends-mixed", 10: "test_rows.test_values_are_preserved",
    11: "test_rows.test_nfc_and_nfd_stay_distinct", 12: "test_rows.test_invisible_characters_are_kept",
    13: "test_rows.test_values_are_preserved", 14: "parquet-invalid-utf8",
    15: "json-duplicate-key", 16: "json-keys-differ-by-case", 17: "json-nan", 18: "json-30-digit-id",
    19: "json-20000-deep", 20: "json-truncated-last-line", 21: "json-no-newline-between", 22: "json-type-changes-late",
    23: "json-blank-lines", 24: "json-line-too-large", 25: "json-array-in-lines", 26: "json-number-for-text",
    27: "gz-truncated-rows", 28: "gz-garbage-after", 29: "gz-several-members", 30: "gz-wrong-crc",
    31: "gz-bomb-in-gz", 32: "gz-name-only", 33: "test_containers.test_names_that_leave_the_archive",
    34: "test_containers.test_zip_encrypted", 35: "csv-unclosed-quote", 36: "csv-ragged", 37: "csv-formula",
    38: "csv-header-twice", 39: "csv-line-break-in-field", 40: "parquet-no-footer",
    41: "test_documents.test_flipped_bytes_of_parquet_never_crash", 42: "parquet-structs-for-text",
    43: "warc-length-too-long", 44: "feed-laughs", 45: "feed-external-entity", 46: "feed-100000-deep",
    47: "page-inline-image", 48: "test_rows.test_dates_are_kept_as_given",
    49: "test_rows.test_urls_are_kept_as_given", 50: "test_values.test_urls_that_no_article_has",
    51: "test_values.test_spellings_of_one_publisher", 52: "test_values.test_bodies_of_any_length",
    53: "test_values.test_one_id_with_two_texts_and_two_ids_with_one", 54: "empty",
    55: "test_raw_folder.test_what_is_no_regular_file_is_passed_over",
    56: "test_raw_folder.test_a_name_that_becomes_a_pipe_or_a_link_is_refused_at_once",
    57: "test_raw_folder.test_what_is_no_regular_file_is_passed_over",
    58: "test_system.test_a_file_that_may_not_be_read_is_one_rejection",
    59: "test_raw_folder.test_a_growing_file_is_not_complete",
    60: "test_raw_folder.test_odd_names_are_listed_and_opened", 61: "test_containers.test_too_many_members",
    62: "test_crashes.test_killed_in_a_phase",
}  # fmt: skip
"""Number of a kind of bad input → the case, or the test (module.function), that covers it."""

FOLDERS = ("tests.bad_input", "tests.steps", "tests.crash")


def test_every_kind_is_covered() -> None:
    named = cases().keys() | test_rows.LARGE.keys()
    assert sorted(KINDS) == list(range(1, 63))
    assert [kind for kind, where in KINDS.items() if where not in named and not _is_test(where)] == []


def _is_test(where: str) -> bool:
    name, _, function = where.partition(".")
    for folder in FOLDERS:
        try:
            return hasattr(importlib.import_module(f"{folder}.{name}"), function)
        except ModuleNotFoundError:
            continue
    return False


@pytest.fixture
def engine() -> Iterator[DuckDBEngine]:
    with duckdb.connect() as connection:
        connection.execute("set timezone = 'UTC'")
        connection.execute("attach ':memory:' as work")
        contracts.create_schemas(connection)
        for table in catalog.tables().values():
            if not table.is_view:
                connection.execute(table.bare_ddl)
        yield DuckDBEngine(connection, RunStamp("run-1", datetime(2026, 3, 1, tzinfo=UTC)))


def write_zip(case: Case, path: Path) -> None:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(f"in/{case.file}", case.data)


def write_file(case: Case, path: Path) -> None:
    path.write_bytes(case.data)


@pytest.mark.parametrize("write", [write_file, *slow([write_zip])])
def test_every_case_has_the_same_outcomes_through_ingest(
    engine: DuckDBEngine, tmp_path: Path, write: Callable[[Case, Path], None]
) -> None:
    """Each case has a folder of its own; its outcomes are in the tables, and no other case is affected."""
    raw, distinct = tmp_path / "raw", {case.data: (name, case) for name, case in cases().items()}
    for name, case in distinct.values():
        (raw / name).mkdir(parents=True)
        write(case, raw / name / (case.file if write is write_file else "a.zip"))
    settings = Settings(raw=raw, warehouse=tmp_path / "news.duckdb", workers=1)
    ingest(engine, settings)
    engine.run = replace(engine.run, run_id="run-2")
    ingest(engine, settings)  # truncated files wait for one run
    found = outcomes(engine)
    for name, case in distinct.values():
        expected = test_rows._expected(case.expected)
        if write is write_file or "damaged" not in case.expected:
            assert_same(name, expected, found.get(name, []))
    sums = "select sum(record_count), sum(rejected_count) from main.source_files"
    records, refused = engine.rows(sums)[0]
    with_index = engine.rows("select count(*) from main.rejections where record_index is not null")[0][0]
    assert (records, refused) == (engine.count("main.article_records") + with_index, with_index)


def outcomes(engine: DuckDBEngine) -> dict[str, list[str]]:
    """Case → its outcomes in the order of records, those of whole files first."""
    found: defaultdict[str, list[str]] = defaultdict(list)
    sql = (
        "select collection, -1, 'ok', record_index from main.article_records union all"
        " select split_part(record_path, '/', 1), record_index, reason, record_index from main.rejections"
        " order by all"
    )
    for name, index, reason, _ in sorted(engine.rows(sql), key=lambda row: (row[0], -1 if row[3] is None else row[3])):
        found[name].append(f"file:{reason}" if index is None else reason)
    return found


def assert_same(name: str, expected: list[str], found: list[str]) -> None:
    """The outcomes of a case are as expected, or those of normalisation; for damage only the last one is certain."""
    if expected and expected[-1].removeprefix("file:") in ("damaged", "checksum", "truncated", "decompression_bomb"):
        assert any(each.removeprefix("file:") in ("damaged", "checksum", expected[-1]) for each in found) or (
            expected[-1].removeprefix("file:") in [each.removeprefix("file:") for each in found]
        ), (name, expected, found)
        return
    assert len(found) == len(expected), (name, expected, found)
    missing = Counter(expected)
    for each in found:
        word = each if each in missing else "ok" if each in AFTER_READING else each
        missing[word] -= 1
    assert not +missing and not any(count < 0 for count in missing.values()), (name, expected, found)
