"""Records of every form come out whole, with their evidence, or are refused with a reason."""

import dataclasses
import re
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pyarrow as pa
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipelines.core.normalization.evidence import Candidate, evidence_of
from pipelines.core.normalization.normal_record import ARTICLE_SCHEMA, EVIDENCE_SCHEMA, NormalRecord, to_arrow
from pipelines.core.normalization.normalize import collection_of, normalize, normalize_together
from pipelines.core.reasons import REASONS
from pipelines.core.records import FIELD_NAMES, RawRecord, Rejection

URL = "https://www.elleryherald.example/news/2024/03/14/ferry-pier-opens"
PROSE = (
    "The ferry pier in Port Ellery opened again on Thursday after engineers had checked every plank of it. "
    "Harbour master Ines Kaldor said that nobody would walk a pier that she had not walked herself. "
    "The council has set aside money for the repair of the northern landing stage next spring."
)
PAGE = f"""<!doctype html><html lang="en"><head><title>Ferry pier opens again | Ellery Herald</title>
<link rel="canonical" href="{URL}"><meta property="og:site_name" content="Ellery Herald">
<meta property="og:description" content="Engineers checked every plank.">
<script type="application/ld+json">{{"@type": "NewsArticle", "headline": "Ferry pier opens again",
"datePublished": "2024-03-14T09:30:00Z", "author": [{{"@type": "Person", "name": "Ada Holm"}}]}}</script></head>
<body><article><h1>Ferry pier opens again</h1><p>By Ada Holm</p><p>{PROSE}</p>
<p>{PROSE.replace("pier", "quay")}</p></article>
</body></html>"""


def record(form: str = "row", path: str = "news/a.jsonl", index: int = 0, **fields: Any) -> RawRecord:
    origin = "text" if form == "text" else "sidecar" if form == "page" else "feed" if form == "entry" else "row"
    return RawRecord(path, index, form, fields, origin=origin)


def normal(raw: RawRecord, sha256: str = "0f") -> NormalRecord:
    done = normalize(raw, sha256)
    assert isinstance(done, NormalRecord), done
    return done


def chosen(done: NormalRecord, field: str) -> set[str]:
    return {e.method for e in done.evidence if e.field == field and e.is_chosen}


def test_a_page() -> None:
    done = normal(record("page", html=PAGE, url=URL))
    assert (done.title, done.authors, done.language) == ("Ferry pier opens again", ("Ada Holm",), "en")
    assert done.published_at == datetime(2024, 3, 14, 9, 30, tzinfo=UTC)
    assert done.published_precision == "instant"
    assert (done.publisher_id, done.publisher_name) == ("elleryherald.example", "Ellery Herald")
    assert done.canonical_url == URL
    assert done.teaser == "Engineers checked every plank."
    assert done.body is not None and "every plank of it" in done.body and "By Ada Holm" not in done.body
    assert done.text_completeness == "full"
    assert "jsonld.author" in chosen(done, "authors")


def test_a_text_and_its_residue() -> None:
    text = f"Ferry pier opens again\nBy Ada Holm | The Ellery Herald | March 14, 2024 at 5:04 PM EST\n\n{PROSE}"
    done = normal(record("text", "a.txt", text=text))
    assert (done.title, done.authors, done.published_date) == (
        "Ferry pier opens again",
        ("Ada Holm",),
        date(2024, 3, 14),
    )
    assert done.body == PROSE
    assert done.collection is None and done.url is None and done.canonical_url is None


def test_a_bare_text_claims_nothing() -> None:
    done = normal(record("text", "a.txt", text=PROSE))
    assert (done.title, done.authors, done.published_date, done.publisher_id, done.agency) == (
        None,
        (),
        None,
        None,
        None,
    )
    assert done.body == PROSE


def test_a_row() -> None:
    raw = record(
        title="Ferry pier opens again", text=PROSE, url=URL, authors="Ada Holm and Staff", publisher="Ellery Herald",
        published_at="2024-03-14T09:30:00+01:00", language="en", teaser="Planks checked.",
    )  # fmt: skip
    done = normal(raw)
    assert done.published_at == datetime(2024, 3, 14, 8, 30, tzinfo=UTC)
    assert (done.authors, done.publisher_name, done.teaser) == (("Ada Holm",), "Ellery Herald", "Planks checked.")
    assert chosen(done, "title") == {"row.title"}


@pytest.mark.parametrize("title", ["Pier opens | The Ellery Herald", "Pier opens - ElleryHerald.example", "Pier opens"])
def test_a_rows_title_loses_its_outlet(title: str) -> None:
    assert normal(record(title=title, url=URL, publisher="The Ellery Herald")).title == "Pier opens"


def test_a_row_with_a_page_has_candidates_of_both() -> None:
    done = normal(record(title="Ferry pier opens again", html=PAGE, url=URL))
    methods = {e.method for e in done.evidence if e.field == "title"}
    assert {"row.title", "html.h1", "jsonld.headline"} <= methods
    assert done.body is not None and "every plank" in done.body


def test_a_rows_text_goes_before_its_page() -> None:
    assert normal(record(text=PROSE, html=PAGE, url=URL)).body == PROSE


def test_an_entry_with_markup() -> None:
    done = normal(record("entry", title="Ferry pier opens again", html=f"<p>{PROSE}</p><p>More.</p>", url=URL))
    assert done.body == f"{PROSE}\n\nMore."
    assert done.title == "Ferry pier opens again"


def test_a_teaser_is_never_a_body() -> None:
    done = normal(record("entry", title="Ferry pier opens again", teaser="<p>Planks &amp; all.</p>", url=URL))
    assert (done.body, done.teaser, done.text_completeness, done.text_hash) == (None, "Planks & all.", "teaser", None)
    assert done.word_count == 0


def test_a_headline_alone_is_kept() -> None:
    assert normal(record(title="Ferry pier opens again", url=URL)).text_completeness == "headline"


@pytest.mark.parametrize(
    ("raw", "reason"),
    [
        (record(url=URL), "no_text"),
        (record(text=" \n", title="—"), "no_text"),
        (
            record("page", html="<html><head><title>404 Not Found</title></head><body>nginx</body></html>"),
            "not_an_article",
        ),
        (
            record("page", html="<html><head><title>Veldt</title></head><body><div id=app></div></body></html>"),
            "not_an_article",
        ),
    ],
)
def test_refused(raw: RawRecord, reason: str) -> None:
    refused = normalize(raw, "0f")
    assert isinstance(refused, Rejection) and refused.reason == reason and reason in REASONS
    assert (refused.record_path, refused.record_index) == (raw.record_path, raw.record_index)


def test_a_date_after_the_fetch_is_not_claimed() -> None:
    raw = dataclasses.replace(
        record(title="T", text=PROSE, published_at="2031-01-01T00:00:00Z"), fetched_at=datetime(2024, 3, 15, tzinfo=UTC)
    )
    done = normal(raw)
    assert done.published_date is None and done.published_at is None
    assert any(e.field == "published_at" and not e.is_chosen for e in done.evidence)


def test_agencies_are_no_authors_and_no_publishers() -> None:
    done = normal(record(title="T", text=f"LONDON, March 3 (Reuters) - {PROSE}", authors="Reuters"))
    assert (done.agency, done.authors, done.publisher_id) == ("Reuters", (), None)


def test_tracking_twins_are_one_article_and_other_texts_are_not() -> None:
    ids = [normal(record(title="T", text=PROSE, url=u)).article_id for u in (URL, URL + "?utm_source=x#top")]
    assert ids[0] == ids[1]
    one, two = (normal(record(text=t)).article_id for t in (PROSE, PROSE + " More."))
    assert one != two


def test_the_id_without_url_depends_on_publisher_and_text_alone() -> None:
    bare = normal(record(text=PROSE, title="A")).article_id
    assert bare == normal(record(text=PROSE + " \r\n", title="B", path="x/y.csv", index=9)).article_id
    assert bare != normal(record(text=PROSE, publisher="Ellery Herald")).article_id


def test_the_same_record_elsewhere_has_another_key_and_the_same_content() -> None:
    here, there = normal(record(text=PROSE)), normal(record(text=PROSE, path="b/c.jsonl"), "1e")
    assert here.record_key != there.record_key
    assert (here.article_id, here.content_hash, here.text_hash) == (
        there.article_id,
        there.content_hash,
        there.text_hash,
    )


@pytest.mark.parametrize(
    ("path", "collection"),
    [("a.txt", None), ("x/a.txt", "x"), ("x/y/z.zip!b/c.html", "x"), ("z.zip!b/c.html", None), ("", None)],
)
def test_the_collection_is_the_first_folder(path: str, collection: str | None) -> None:
    assert collection_of(path) == collection


def test_arrow_batches_hold_what_the_records_hold() -> None:
    records = [normal(record("page", html=PAGE, url=URL)), normal(record(text=PROSE, index=1))]
    articles, evidence = to_arrow(records)
    assert articles.schema == ARTICLE_SCHEMA and evidence.schema == EVIDENCE_SCHEMA
    rows = articles.to_pylist()
    assert [row["authors"] for row in rows] == [["Ada Holm"], None]
    assert rows[0]["published_at"] == datetime(2024, 3, 14, 9, 30, tzinfo=UTC)
    assert {row["record_key"] for row in evidence.to_pylist()} == {r.record_key for r in records}
    assert set(ARTICLE_SCHEMA.names) == set(NormalRecord._fields) - {"evidence"}


def test_evidence_has_a_key() -> None:
    done = normal(record(html=PAGE, url=URL, title="Ferry pier opens again", authors=["Ada Holm", "Ada Holm"]))
    keys = [(e.field, e.method, e.value) for e in done.evidence]
    assert len(keys) == len(set(keys))
    assert all(0 <= e.confidence <= 1 for e in done.evidence)
    assert {"title", "authors", "published_at", "publisher", "canonical_url", "language", "body"} <= {
        f for f, _, _ in keys
    }


def test_halves_of_surrogate_pairs_are_stored_as_replacements() -> None:
    half = "\ud83d pier \udc00"
    fields = {"title": half, "text": half * 3, "url": "https://a.example/" + half, "publisher": half, "authors": [half]}
    raw = dataclasses.replace(record(**fields, published_at=half, teaser=half), extra={half: half}, record_id=half)
    for form, page in (("row", None), ("page", f"<html><title>{half}</title><h1>{half}</h1><p>{half * 20}</p></html>")):
        given_fields = {**raw.fields, "html": page} if page else raw.fields
        articles, _ = to_arrow([normal(dataclasses.replace(raw, form=form, fields=given_fields))])
        assert articles.column("title")[0].as_py() == "\ufffd pier \ufffd"


def test_long_and_broken_values_are_bounded_in_the_evidence() -> None:
    (row,) = evidence_of([Candidate("title", "a\ud800" * 2000, "row.title", 0.9, "b\x00")], [0])
    assert len(row.value) == 1000 and row.value.encode() and row.note == "b"


def test_a_text_that_only_repeats_its_teaser_is_partial() -> None:
    done = normal(record(title="T", text="Planks were checked.", teaser="Planks were checked.", url=URL))
    assert (done.body, done.text_completeness) == ("Planks were checked.", "partial")


def assert_invariants(done: NormalRecord) -> None:
    """What the expectations hold against every row, so that no record can stop publication."""
    assert (done.text_completeness in ("full", "partial")) == (done.body is not None) == (done.text_hash is not None)
    assert done.body is not None or done.word_count == 0
    dates = (done.published_date, done.published_precision, done.published_method, done.published_confidence)
    bounds = (done.published_earliest, done.published_latest)
    assert len({value is None for value in (*dates, *bounds)}) == 1
    assert (done.published_at is not None) == (done.published_precision == "instant")
    if done.published_earliest and done.published_latest:
        assert done.published_earliest <= (done.published_at or done.published_earliest) <= done.published_latest
        if done.fetched_at:
            assert done.published_earliest <= done.fetched_at + timedelta(days=1)
    assert (done.publisher_id is None) == (done.publisher_method is None) == (done.publisher_confidence is None)
    assert (
        (done.canonical_url is None) == (done.canonical_url_method is None) == (done.canonical_url_confidence is None)
    )
    assert done.canonical_url is None or re.search(r"^https?://[^\s/]+", done.canonical_url)
    assert done.publisher_domain is None or re.fullmatch(r"[^\s/A-Z:@]+\.[^\s/A-Z:@]+", done.publisher_domain)
    assert done.language is None or re.fullmatch("[a-z]{2}", done.language)
    shares = (done.published_confidence, done.publisher_confidence, done.canonical_url_confidence)
    assert all(share is None or 0 <= share <= 1 for share in (*shares, *(e.confidence for e in done.evidence)))


VALUES = st.one_of(
    st.none(), st.text(st.characters(codec=None), max_size=80), st.integers(), st.floats(), st.booleans(),
    st.lists(st.text(max_size=20), max_size=3), st.dictionaries(st.text(max_size=5), st.text(max_size=9), max_size=2),
    st.sampled_from([PROSE, URL, "2024-03-14", "14.3.2024 25:61", "0001-01-01", "9999-12-31T23:59:59-12:00", "//x"]),
    st.sampled_from(["2024-03-14T23:00:00-09:00", "1710453840000", "12/2023", "<p>x</p>", "By Ada Holm\n\nText.", "A"]),
    st.sampled_from(["Published: 3 May 2024\n\nText text text.", "veldt.example", "http://[", "javascript:1"]),
)  # fmt: skip


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.sampled_from(["row", "text", "page", "entry"]),
    st.dictionaries(st.sampled_from(sorted(FIELD_NAMES)), VALUES, max_size=6),
    st.dictionaries(st.text(max_size=5), VALUES, max_size=2),
    st.none() | st.datetimes(datetime(1990, 1, 1), datetime(2030, 1, 1), timezones=st.just(UTC)),
)
def test_any_record_is_normalised_or_refused_and_both_can_be_stored(
    form: str, fields: dict[str, Any], extra: dict[str, Any], fetched_at: datetime | None
) -> None:
    raw = dataclasses.replace(record(form, **fields), extra=extra, fetched_at=fetched_at)
    done = normalize(raw, "0f")
    assert normalize(raw, "0f") == done
    if isinstance(done, Rejection):
        assert done.reason in REASONS and pa.array([done.raw_excerpt, done.detail])
        return
    articles, evidence = to_arrow([done])
    assert articles.validate(full=True) is None and evidence.validate(full=True) is None
    assert done.title or done.body or done.teaser
    assert_invariants(done)


@pytest.mark.parametrize(("place", "is_read"), [("start", True), ("middle", False), ("end", True)])
def test_a_long_text_states_its_url_only_at_its_ends(place: str, is_read: bool) -> None:
    lines = [PROSE] * 99
    lines[{"start": 0, "middle": 50, "end": 98}[place]] = f"Source: {URL}"
    assert (normal(record(text="\n\n".join(lines))).canonical_url == URL) is is_read


def test_records_normalized_together_are_as_each_alone() -> None:
    deep = RawRecord("c.html", 0, "page", {"html": "<div>" * 30_000})
    rows = [RawRecord("a.jsonl", n, "row", {"title": f"Pier {n}", "text": f"It opened on day {n}."}) for n in range(3)]
    given = [(raw, "0f") for raw in (rows[0], deep, rows[1], RawRecord("b.jsonl", 0, "row", {}), rows[2])]
    assert normalize_together(given) == [normalize(*one) for one in given]
