"""Bad values in good files, as far as the warehouse: what they become, and what they may never become."""

from pipelines.core.normalization.normal_record import NormalRecord
from pipelines.core.normalization.normalize import normalize
from pipelines.core.records import RawRecord

WORDS = "The harbour authority said on Thursday that the bridge would stay closed until the spring tide. "


def landed(**fields: str) -> NormalRecord:
    found = normalize(RawRecord("a.jsonl", 0, "row", {"title": "Bridge closed", "text": WORDS * 3, **fields}), "0f")
    assert isinstance(found, NormalRecord)
    return found


NO_PAGES = ("file:///etc/passwd", "javascript:alert(1)", "data:text/html,x")
INSIDE = ("http://169.254.169.254/latest/meta-data", "http://localhost/a", "http://127.0.0.1/a", "http://[::1]/a")


def test_addresses_that_no_article_has() -> None:
    """None becomes canonical as the record's own address; what only names it may not lead into the house either."""
    for address in NO_PAGES:
        assert landed(url=address).canonical_url is None, address
    for address in NO_PAGES + INSIDE:
        found = landed(url="https://courier.example/bridge", canonical_url=address)
        assert found.canonical_url == "https://courier.example/bridge", address


def test_a_password_in_an_address_is_not_shown() -> None:
    found = landed(url="https://reader:secret@courier.example/bridge")
    assert "secret" not in (found.canonical_url or "")


def test_one_publisher_spelled_many_ways() -> None:
    spellings = ("The Corran Courier", "  the  corran courier ", "THE CORRAN COURIER", "The Corran\u00a0Courier")
    assert len({landed(publisher=each).publisher_id for each in spellings}) == 1


def test_bodies_of_any_length() -> None:
    for text, title in ((WORDS * 50_000, "Long"), ("Bridge closed again", "Short"), ("", "No text at all")):
        found = landed(text=text, title=title)
        assert (found.title, bool(found.body)) == (title, bool(text))
    refused = normalize(RawRecord("a.txt", 0, "text", {"text": "\u200b \u00a0\n"}), "0f")
    assert not isinstance(refused, NormalRecord) and refused.reason == "no_text"


def test_one_id_with_two_texts_and_two_ids_with_one() -> None:
    """The input's own id is kept, never trusted: what is one article is decided by address and text."""
    first, second = landed(record_id="7"), landed(record_id="7", text="Another text altogether. " * 9)
    assert first.article_id != second.article_id
    assert landed(record_id="8").article_id == first.article_id
