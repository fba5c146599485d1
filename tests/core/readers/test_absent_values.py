"""Values that are none: no field has them, `extra` keeps them, and the evidence says why."""

import pytest

from pipelines.core.normalization.normal_record import NormalRecord
from pipelines.core.normalization.normalize import normalize
from pipelines.core.readers.absent_values import is_absent
from pipelines.core.readers.numbering import RecordContent
from pipelines.core.readers.row_records import parse_row
from pipelines.core.records import RawRecord

ROW = {
    "title": "Otters close the lido",
    "text": "Otters moved in on Tuesday and would not be told.",
    "url": "https://www.marsk.example/otters",
    "publisher": "Marsk Times",
    "authors": "Ada Holm",
    "published_at": "2024-02-06T07:30:00Z",
    "language": "en",
}
SPELLINGS = ["NULL", "nan", "NaN", "\\N", "N/A", "None", "undefined", "null", " n/a ", "#N/A", "NaT", "-", "[Removed]"]


def record(row: dict[str, object]) -> NormalRecord:
    content = parse_row(row)
    assert isinstance(content, RecordContent)
    raw = RawRecord("a.jsonl", 0, "row", content.fields, content.extra, refused=content.refused)
    done = normalize(raw, "0f")
    assert isinstance(done, NormalRecord)
    return done


@pytest.mark.parametrize("spelling", SPELLINGS)
@pytest.mark.parametrize("field", ROW)
def test_no_field_has_it_and_the_evidence_says_why(field: str, spelling: str) -> None:
    done = record({**ROW, field: spelling})
    column = {"text": "body", "url": "canonical_url"}.get(field, field)
    found = getattr(done, "publisher_name" if field == "publisher" else column)
    assert found in (None, (), "en"), "the language is that of the text"
    (evidence,) = [each for each in done.evidence if each.note == "stands for no value"]
    assert (evidence.field, evidence.value, evidence.is_chosen) == (column, spelling, False)
    assert f'"{field}"' in done.extra


def test_the_next_name_of_the_field_has_its_value() -> None:
    done = record(
        {**ROW, "title": "nan", "headline": "Otters stay", "content": "[Removed]", "authors": ["None", "nan"]}
    )
    assert (done.title, done.authors) == ("Otters stay", ())


@pytest.mark.parametrize("name", ["mC4", "OSCAR-2301", "common_crawl", "CC-MAIN-2023-14", "The Pile", "cc_news", "c4"])
def test_a_data_set_is_no_publisher(name: str) -> None:
    done = record({**ROW, "publisher": name})
    assert done.publisher_name is None
    assert done.publisher_domain == "marsk.example"
    assert [each.note for each in done.evidence if each.value == name] == ["the name of a data set"]


@pytest.mark.parametrize(
    "text",
    [
        "Null Island votes",
        "No.",
        "None of the above",
        "NASA",
        "Nana",
        "Nil desperandum",
        "C4SS",
        "A",
        "1984",
        "N/A grid",
    ],
)
def test_texts_that_only_look_alike_are_values(text: str) -> None:
    assert not is_absent(text)
    assert record({**ROW, "title": text}).title == text


@pytest.mark.parametrize(
    "zero",
    [
        "1970-01-01T00:00:00Z",
        "1970-01-01",
        "1970-01-01T01:00:00+01:00",
        0,
        "0001-01-01T00:00:00Z",
        "0000-00-00 00:00:00",
    ],
)
def test_the_zero_of_a_clock_is_no_date(zero: object) -> None:
    done = record({**ROW, "published_at": zero})
    assert (done.published_at, done.published_date) == (None, None)
    assert [each.confidence for each in done.evidence if each.method == "row.published_at"] == [0.0]


@pytest.mark.parametrize(
    "author", [3, "3", "jdoe42", "HarbourFan", "admin", {"login": "ada"}, "ada@marsk.example", [1]]
)
def test_a_login_or_a_number_is_no_author(author: object) -> None:
    assert record({**ROW, "authors": author}).authors == ()


@pytest.mark.parametrize(
    "authors",
    [
        "By Ada Holm and Per Lind",
        "Holm, Ada; Lind, Per",
        "Holm, Ada and Lind, Per",
        "['Ada Holm', 'Per Lind']",
        '["Ada Holm", "Per Lind"]',
        ["Ada Holm", "Per Lind", None, "nan"],
        ["Holm, Ada", "Lind, Per"],
        [{"name": "Ada Holm"}, {"given": "Per", "family": "Lind"}],
        [{"firstName": "Ada", "lastName": "Holm", "creatorType": "author"}, {"name": "Per Lind"}],
        [{"display_name": "Ada Holm", "username": "ada"}, {"name": "Per Lind", "role": "reporter"}],
        {"original": "By Ada Holm and Per Lind", "person": [], "organization": None},
        "Ada Holm | Per Lind",
    ],
)
def test_authors_in_every_spelling(authors: object) -> None:
    assert record({**ROW, "authors": authors}).authors == ("Ada Holm", "Per Lind")


@pytest.mark.parametrize("mark", ["… [+284 chars]", "... [1234 chars]", " [+84 characters]", "… [+1,284 chars]"])
def test_a_text_that_was_cut_is_partial_and_its_mark_goes(mark: str) -> None:
    done = record({**ROW, "text": "Otters moved into the lido of Marsk on Tues" + mark})
    assert done.body == "Otters moved into the lido of Marsk on Tues…"
    assert done.text_completeness == "partial"


def test_a_teaser_longer_than_a_teaser_is_the_body() -> None:
    letter = "\n".join(f"On day {day} it rained on the lido and the otters were content." for day in range(150))
    done = record({"title": "A letter", "url": "https://www.marsk.example/letter", "summary": letter})
    assert done.body == letter.replace("\n", "\n\n") or done.body == letter
    assert (done.teaser, done.text_completeness) == (None, "full")
    both = record({**ROW, "description": letter})
    assert both.body == ROW["text"]
    assert both.teaser is not None and "On day 149" in both.teaser, "nothing is cut"
