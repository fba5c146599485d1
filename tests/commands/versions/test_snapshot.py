"""`newsfold snapshot`: what it keeps and says, and which names it refuses."""

import json
from datetime import datetime
from pathlib import Path

import duckdb
import pytest

from pipelines.commands.manifest import cite_as_cff
from pipelines.core.identity import RULES_VERSION
from pipelines.settings import load
from tests.commands.ground import Run
from tests.commands.versions.ground import history, publish, shown, write
from warehouse import migrations, seals, versions
from warehouse.history import History


def test_a_snapshot_outlives_all_versions_and_can_be_shown_again(newsfold: Run, warehouse: Path) -> None:
    assert newsfold("snapshot", "thesis-2026")[0] == 0
    for number in (4, 5, 6):
        publish(warehouse, f"run-{number}")
    assert not versions.version_path(warehouse, "run-3").exists()
    file = warehouse.parent / "snapshots" / "thesis-2026" / "news.duckdb"
    with duckdb.connect(str(file), read_only=True) as connection:
        assert connection.execute("select current_catalog()").fetchone() == ("news",)
    assert file.stat().st_mode & 0o222 == 0
    code, out, _ = newsfold("rollback", "thesis-2026")
    assert (code, shown(warehouse)) == (0, "run-3")
    assert "to snapshot thesis-2026" in out
    assert not warehouse.samefile(file)
    assert "already" in newsfold("rollback", "thesis-2026")[1]
    publish(warehouse, "run-7")
    assert history(
        warehouse, "select built_on, reason from versions join runs using (run_id) where run_id = 'run-7'"
    ) == [("run-3", None)]


def test_a_snapshot_says_what_it_holds_and_how_to_cite_it(newsfold: Run, warehouse: Path) -> None:
    _, out, _ = newsfold("snapshot", "thesis")
    folder = warehouse.parent / "snapshots" / "thesis"
    manifest = json.loads((folder / "manifest.json").read_text())
    stated = {name: manifest[name] for name in ("product_version", "rules_version", "schema_version", "run_id")}
    assert stated == {
        "product_version": "0.1.0",
        "rules_version": RULES_VERSION,
        "schema_version": migrations.SCHEMA_VERSION,
        "run_id": "run-3",
    }
    assert manifest["sha256"] == seals.sha256_of(folder / "news.duckdb") == seals.sha256_of(warehouse)
    assert manifest["settings_hash"] == load({"raw": folder}).shaping_hash
    assert manifest["shaping_settings"]["limits"]["record_bytes"] == 32 << 20
    assert (manifest["rows"]["source_files"], manifest["rows"]["field_evidence"]) == (3, 0)
    assert datetime.fromisoformat(manifest["published_at"]) == History(warehouse).read().seals["run-3"].published_at
    citation = (folder / "CITATION.txt").read_text()
    assert citation in out
    assert "run run-3" in citation
    assert manifest["sha256"] in citation
    assert cite_as_cff(manifest) == (folder / "CITATION.cff").read_text()


def test_checksums_of_tables_follow_from_rows_alone(newsfold: Run, warehouse: Path) -> None:
    def checksums(name: str) -> dict[str, str]:
        assert newsfold("snapshot", name)[0] == 0
        manifest = json.loads((warehouse.parent / "snapshots" / name / "manifest.json").read_text())
        found: dict[str, str] = manifest["checksums"]
        return found

    first = checksums("first")
    reordered = (
        "create temp table t as from main.source_files order by record_path desc; delete from main.source_files;"
    )
    publish(warehouse, "run-4", sql=f"{reordered} insert into main.source_files from t")
    second = checksums("second")
    publish(warehouse, "run-5", "4.txt")
    assert first["source_files"] == second["source_files"] != checksums("third")["source_files"]
    assert first["runs"] != second["runs"]


@pytest.mark.parametrize("name", ["", ".", "..", ".hidden", "a/b", "a b", "x" * 101, "dot.", "run-1", "é"])
def test_a_name_that_is_no_folder_name_or_a_version_is_refused(newsfold: Run, warehouse: Path, name: str) -> None:
    assert newsfold("snapshot", name)[0] == 2
    assert not (warehouse.parent / "snapshots").exists()


def test_a_snapshot_is_never_replaced_and_leaves_nothing_if_it_fails(
    newsfold: Run, warehouse: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert newsfold("snapshot", "a")[0] == 0
    before = (warehouse.parent / "snapshots" / "a" / "manifest.json").read_bytes()
    assert newsfold("snapshot", "a")[0] == 2
    assert (warehouse.parent / "snapshots" / "a" / "manifest.json").read_bytes() == before
    write(warehouse.resolve())
    assert newsfold("snapshot", "b")[0] == 2
    assert [path.name for path in (warehouse.parent / "snapshots").iterdir()] == ["a"]


def test_a_damaged_manifest_is_named(newsfold: Run, warehouse: Path) -> None:
    newsfold("snapshot", "a")
    (warehouse.parent / "snapshots" / "a" / "manifest.json").write_text("{}")
    code, _, err = newsfold("versions")
    assert code == 2
    assert "snapshots/a/manifest.json" in err
