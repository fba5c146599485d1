"""Ids and hashes of records and articles, pure functions of one record and the rules version.

Belongs here: computing ids. Does not: which URL or text identifies an article (normalization), ids of clusters and
stories (matching).
"""

import hashlib

RULES_VERSION = "1"
"""Part of every article id, and stored in the published file. A change of URL, publisher or text rules that can change
an id raises it and ships a migration that writes id_aliases."""

ID_LENGTH = 20
"""Hex digits of an id, 80 bits: among 10⁹ articles the probability of a collision is below 10⁻⁶."""

SEPARATOR = "\x1f"
"""Separates hashed parts: the unit separator, which normalized texts and URLs never contain."""


def article_id(identity_url: str | None, publisher_as_given: str | None, normal_text: str) -> str:
    """The id of an article, 20 hex digits: a hash of its canonical URL, otherwise of publisher and text.

    identity_url: the identity key of the canonical URL, None if there is none
    publisher_as_given: as the record states it, so that the id never depends on other records
    normal_text: the raw text in the form of texts.normal_text

    >>> article_id("herald.example/a", None, "one") == article_id("herald.example/a", "Herald", "two")
    True
    >>> article_id(None, "Herald", "one") == article_id(None, None, "one")
    False
    """
    if identity_url:
        return _digest("article", RULES_VERSION, "url", identity_url)
    return _digest("article", RULES_VERSION, "text", publisher_as_given or "", normal_text)


def content_hash(title: str | None, body: str | None) -> str:
    """The hash of title and body: equal for articles that are the same word for word.

    >>> content_hash("Pier reopens", None) == content_hash(None, "Pier reopens")
    False
    """
    return _digest("content", title or "", body or "")


def text_hash(body: str | None) -> str | None:
    """The hash of the body alone, by which duplicates are matched; None without a body.

    >>> text_hash("Pier reopens.") == text_hash("Pier reopens."), text_hash(None)
    (True, None)
    """
    return _digest("text", body) if body else None


def record_key(record_path: str, file_sha256: str, record_index: int) -> str:
    """The key of a raw record: a hash of its path, the content of its file and its index.

    >>> record_key("a/b.jsonl", "0f", 1) != record_key("a/b.jsonl", "0f", 11)
    True
    """
    return _digest("record", record_path, file_sha256, str(record_index))


def path_key(record_path: str) -> str:
    """The key of a path in a tombstone, which does not show the name of the file.

    >>> path_key("crawl/a.html") == path_key("crawl/a.html#0")
    False
    """
    return _digest("path", record_path)


def state_key(record_path: str, stat_signature: str) -> str:
    """The key of a file in one state, as the ledger identifies it without reading it.

    >>> state_key("a.html", "10-1-1") == state_key("a.html", "10-2-1")
    False
    """
    return _digest("state", record_path, stat_signature)


def _digest(*parts: str) -> str:
    """The first ID_LENGTH hex digits of the SHA-256 of the parts, which may hold lone surrogates, as JSON does."""
    data = SEPARATOR.join(parts).encode("utf-8", "surrogatepass")
    return hashlib.sha256(data).hexdigest()[:ID_LENGTH]
