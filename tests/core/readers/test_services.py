"""Every service of the registry, by a small file of its own: the fields of its record are those that it states.

`services/expected.json` says for each what must come out: `null` for a value that must be absent, nothing for a key
that is not looked at.
"""

import io
import json
from pathlib import Path
from typing import Any

import pytest

from pipelines.core.normalization.normal_record import NormalRecord
from pipelines.core.normalization.normalize import normalize
from pipelines.core.readers import Limits, read
from pipelines.core.readers.row_records import FIELD_AND_RANK
from pipelines.core.readers.services import registry
from pipelines.core.readers.value_paths import fold_name
from pipelines.core.records import FIELD_NAMES, RawRecord, Rejection

FOLDER = Path(__file__).parent / "services"
EXPECTED: dict[str, dict[str, Any]] = json.loads((FOLDER / "expected.json").read_text(encoding="utf-8"))


def records(name: str, data: bytes) -> list[RawRecord | Rejection]:
    return list(read(io.BytesIO(data), name, Limits()).records)


def articles(name: str, data: bytes) -> list[NormalRecord]:
    done = [normalize(each, "0f") for each in records(name, data) if isinstance(each, RawRecord)]
    return [each for each in done if isinstance(each, NormalRecord)]


def test_every_service_has_a_file_and_every_file_a_service() -> None:
    assert [each.key for each in registry().known] == list(EXPECTED)
    stated = {each["file"] for each in EXPECTED.values()} | {"expected.json"}
    assert {path.name for path in FOLDER.iterdir()} == stated


@pytest.mark.parametrize("key", EXPECTED)
def test_the_fields_are_those_that_the_service_states(key: str) -> None:
    want = EXPECTED[key]
    data = (FOLDER / want["file"]).read_bytes()
    if want.get("no_text"):
        (raw,) = records(want["file"], data)
        assert isinstance(raw, RawRecord)
        assert (raw.fields["url"], raw.fields["source_domain"]) == (want["url"], want["domain"])
        return
    found = articles(want["file"], data)
    assert len(found) == want.get("count", 1)
    assert _differences(found[0], want) == {}


def _differences(done: NormalRecord, want: dict[str, Any]) -> dict[str, tuple[Any, Any]]:
    came = {
        "title": done.title,
        "url": done.canonical_url,
        "date": str(done.published_date) if done.published_date else None,
        "at": done.published_at.isoformat() if done.published_at else None,
        "authors": list(done.authors),
        "publisher": done.publisher_name,
        "domain": done.publisher_domain,
        "teaser": done.teaser,
        "record_id": done.record_id,
        "language": done.language,
        "completeness": done.text_completeness,
    }
    wrong = {name: (want[name], came[name]) for name in came if name in want and want[name] != came[name]}
    body = done.body or ""
    if (want["body"] not in body) if want["body"] else body:
        wrong["body"] = (want["body"], body)
    text = f"{done.title} {body} {done.teaser}"
    return wrong | {word: ("absent", text) for word in want.get("lacks", []) if word in text}


def test_no_name_is_of_two_fields() -> None:
    pairs = {(fold_name(name), field) for field, names in FIELD_NAMES.items() for name in names}
    assert len(pairs) == len(FIELD_AND_RANK)


@pytest.mark.parametrize("key", EXPECTED)
def test_nothing_of_a_row_is_lost(key: str) -> None:
    """Every text of the file is in a field, in `extra` or in a rejection."""
    path = FOLDER / EXPECTED[key]["file"]
    if path.suffix not in (".json", ".jsonl") or key == "har":
        return
    kept = []
    for each in records(path.name, path.read_bytes()):
        kept.append(json.dumps([dict(each.fields), dict(each.extra)]) if isinstance(each, RawRecord) else str(each))
    whole = "\n".join(kept)
    texts = list(_texts(json.loads(line) for line in _values(path)))
    lost = [text for text in texts if json.dumps(text)[1:-1] not in whole and text not in whole]
    assert [text for text in lost if not _is_joined(text, whole)] == []


def _values(path: Path) -> list[str]:
    text = path.read_text(encoding="utf-8")
    return text.splitlines() if path.suffix == ".jsonl" else [text]


def _texts(value: Any) -> list[str]:
    if isinstance(value, str):
        return [value] if value.strip() else []
    inner = value.values() if isinstance(value, dict) else value if not isinstance(value, int | float | None) else ()
    return [text for each in inner for text in _texts(each)]


def _is_joined(text: str, whole: str) -> bool:
    """Given and family names become one name, a local time and UTC one time."""
    return all(word in whole for word in text.replace("T", " ").replace("-", " ").replace(":", " ").split())
