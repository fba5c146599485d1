"""Where rows are: lists, answers, tables; and what is one row although it holds lists."""

import io
import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.core.readers import Limits, read
from pipelines.core.readers.row_finding import find_rows
from pipelines.core.records import RawRecord

A = {"title": "Otters close the lido", "text": "Otters moved in on Tuesday.", "url": "https://a.example/1"}
B = {"title": "Second", "text": "They left.", "url": "https://a.example/2"}


def rows(value: Any, name: str = "a.json") -> list[dict[str, Any]]:
    records = list(read(io.BytesIO(json.dumps(value).encode()), name, Limits()).records)
    assert all(isinstance(each, RawRecord) for each in records), records
    return [{key: each.fields[key] for key in A if key in each.fields} for each in records]  # type: ignore[union-attr]


TWO = {
    "list": [A, B],
    "answer": {"status": "ok", "items": [A, B]},
    "three levels down": {"a": {"b": {"news": [A, B]}}},
    "two lists": {"top": [A], "latest": [B], "n": 2},
    "elasticsearch": {"hits": {"total": 2, "hits": [{"_id": "1", "_source": A}, {"_id": "2", "_source": B}]}},
    "json api": {"data": [{"type": "article", "id": "1", "attributes": A}, {"id": "2", "attributes": B}]},
    "graphql": {"data": {"articles": {"edges": [{"cursor": "x", "node": A}, {"node": B}]}}},
    "couchdb": {"total_rows": 2, "rows": [{"id": "1", "key": "1", "doc": A}, {"id": "2", "doc": B}]},
    "datasets server": {"features": [], "rows": [{"row_idx": 0, "row": A}, {"row_idx": 1, "row": B}]},
    "solr": {"response": {"docs": [{key: [value] for key, value in each.items()} for each in (A, B)]}},
    "by address": {"https://a.example/1": A, "https://a.example/2": B},
    "orient columns": {key: {"0": A[key], "1": B[key]} for key in A},
    "orient index": {"0": A, "1": B},
    "orient split": {"columns": list(A), "index": [0, 1], "data": [list(A.values()), list(B.values())]},
    "orient table": {"schema": {"fields": [{"name": "index"}], "primaryKey": ["index"]}, "data": [A, B]},
    "lists by column": {key: [A[key], B[key]] for key in A},
    "series": {"columns": [{"name": key, "values": [A[key], B[key]]} for key in A]},
    "query result": {"columns": [{"name": key} for key in A], "rows": [list(A.values()), list(B.values())]},
    "header and lists": [list(A), list(A.values()), list(B.values())],
}


@pytest.mark.parametrize("kind", TWO)
def test_both_rows_are_found(kind: str) -> None:
    assert rows(TWO[kind]) == [A, B]


ONE = {
    "row": A,
    "row with lists of its own": {**A, "comments": [B, B], "related": [{"title": "x", "url": "https://a.example/3"}]},
    "headline with related ones": {"title": "T", "url": "https://a.example/1", "related": [B, B]},
    "one article": {"status": "ok", "article": A},
    "data": {"status": "ok", "data": A},
    "paragraphs": {"title": "T", "text": ["One.", "Two."]},
    "rendered": {"title": {"rendered": "T"}, "content": {"rendered": "<p>a</p>"}},
}


@pytest.mark.parametrize("kind", ONE)
def test_one_row_stays_one(kind: str) -> None:
    assert len(rows(ONE[kind])) == 1


def test_an_index_that_says_something_is_kept() -> None:
    texts = {"title": {"https://a.example/1": "T", "https://a.example/2": "U"}, "text": {}}
    texts["text"] = dict(texts["title"])
    assert [each["url"] for each in rows(texts)] == ["https://a.example/1", "https://a.example/2"]


@pytest.mark.parametrize("value", [{"articles": []}, {"response": {"docs": None}}, {"data": {"results": []}, "n": 0}])
def test_an_answer_without_rows_says_so(value: Any) -> None:
    (rejection,) = read(io.BytesIO(json.dumps(value).encode()), "a.json", Limits()).records
    assert rejection.reason == "no_entries"  # type: ignore[union-attr]


def test_what_surrounds_the_rows_is_kept_once() -> None:
    first, second = read(io.BytesIO(json.dumps({"q": "otters", "items": [A, B]}).encode()), "a.json", Limits()).records
    assert isinstance(first, RawRecord) and isinstance(second, RawRecord)
    assert (first.extra, second.extra) == ({"envelope": {"q": "otters"}}, {})


NAMES = st.sampled_from(
    ["title", "text", "url", "items", "data", "columns", "rows", "_source", "x", "0", "fields", "a.b"]
)
VALUES = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.text(max_size=5)),
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(NAMES, inner, max_size=4)),
    max_leaves=20,
)


@given(VALUES)
def test_any_value_has_rows_or_none(value: Any) -> None:
    for found in find_rows(value):
        json.dumps([found.row, dict(found.rest)])
    list(read(io.BytesIO(json.dumps(value).encode()), "a.json", Limits()).records)
