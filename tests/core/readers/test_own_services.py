"""A person's own services in newsfold.toml, and the rejections that say how to write one."""

import io
import json
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from pipelines.core.readers import Limits, read
from pipelines.core.readers.services import Services, make_services, registry, with_own
from pipelines.core.records import RawRecord, Rejection
from pipelines.settings import WrongSettings, load

MINE = """
[services.mine]
rows = "payload.stories[]"
marks = ["ttl"]
[services.mine.fields]
title = "ttl"
text = ["txt.long", "txt.short"]
published_at = "day + clock"
authors = "staff[].name"
"""
ROW = {"ttl": "Pier opens", "txt": {"short": "It did."}, "day": "2024-03-14", "clock": "07:30", "x": 1}
PEOPLE = [{"name": "Nadia Orsk", "n": 1}, {"name": "Tomas Wrede"}]


@pytest.fixture
def mine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Services:
    (tmp_path / "newsfold.toml").write_text(MINE, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return with_own(make_services(load({"raw": tmp_path}, {}).services))


def found(data: bytes, name: str, services: Services | None = None) -> list[RawRecord | Rejection]:
    return list(read(io.BytesIO(data), name, Limits(), services=services).records)


def test_a_mapping_reads_rows_and_answers(mine: Services) -> None:
    row = {**ROW, "staff": PEOPLE}
    answer = json.dumps({"ok": True, "payload": {"stories": [row, row]}}).encode()
    for data, count in ((json.dumps(row).encode(), 1), (answer, 2)):
        records = found(data, "a.json", mine)
        assert len(records) == count
        assert isinstance(records[0], RawRecord)
        assert records[0].fields == {
            "title": "Pier opens",
            "text": "It did.",
            "published_at": "2024-03-14 07:30",
            "authors": ["Nadia Orsk", "Tomas Wrede"],
        }
        assert records[0].extra["x"] == 1
        assert records[0].extra["staff"] == [{"n": 1}]


def test_a_mapping_reads_tables(mine: Services) -> None:
    names = ["ttl", "txt.short", "day", "x"]
    csv = ",".join(names) + "\nPier opens,It did.,2024-03-14,1\n"
    table = io.BytesIO()
    pq.write_table(pa.table({"ttl": ["Pier opens"], "txt": [{"short": "It did."}], "x": [1]}), table)
    for data, name in ((csv.encode(), "a.csv"), (table.getvalue(), "a.parquet")):
        (record,) = found(data, name, mine)
        assert isinstance(record, RawRecord), record
        assert (record.fields["title"], record.fields["text"]) == ("Pier opens", "It did.")
        assert str(record.extra["x"]) == "1"


def test_an_own_service_goes_before_the_registry() -> None:
    own = make_services({"mine": {"marks": ["webTitle"], "fields": {"title": "kicker"}}})
    names = ("webTitle", "webUrl", "kicker")
    assert [each.of(names).key for each in (with_own(own), registry())] == ["mine", "guardian"]  # type: ignore[union-attr]


@pytest.mark.parametrize("name", ["a.json", "a.csv", "a.parquet"])
def test_rows_without_known_names_say_what_was_found(name: str) -> None:
    table = io.BytesIO()
    pq.write_table(pa.table({"ttl": ["Pier opens"], "txt": ["It did."]}), table)
    data = {"a.json": b'{"ttl": "Pier opens", "txt": "It did."}', "a.csv": b"ttl,txt\nPier opens,It did.\n"}
    (rejection,) = found(data.get(name, table.getvalue()), name)
    assert isinstance(rejection, Rejection)
    assert rejection.reason == "no_known_fields"
    assert "found ttl, txt; say in newsfold.toml" in rejection.detail


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[services.a]\n", "no table of fields"),
        ('[services.a.fields]\nheading = "h"\n', "'heading' is no field; the fields are record_id"),
        ('[services.a]\nmark = ["x"]\n[services.a.fields]\ntitle = "h"\n', "'mark' is not one of"),
        ("[services.a.fields]\ntitle = 3\n", "neither a text nor a list"),
        ("services = 3\n", "no table"),
        ("thread = 3\n", "'thread' is no setting"),
        ("[services", "newsfold.toml: "),
    ],
)
def test_what_is_wrong_with_the_file_is_said(
    text: str, message: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "newsfold.toml").write_text(text, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    with pytest.raises(WrongSettings, match=message.replace("[", r"\[")):
        load({"raw": tmp_path}, {})


def test_settings_come_from_the_file_unless_stated_elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "newsfold.toml").write_text('threads = 3\nworkers = 5\nfull = true\nrecord_bytes = "2M"\n')
    monkeypatch.chdir(tmp_path)
    settings = load({"raw": tmp_path}, {"NEWSFOLD_WORKERS": "4"})
    assert (settings.threads, settings.workers, settings.full, settings.limits.record_bytes) == (3, 4, True, 2 << 20)
    assert settings.shaping_hash == load({"raw": tmp_path}, {"NEWSFOLD_THREADS": "1"}).shaping_hash
