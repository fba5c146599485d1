"""Ids and hashes of records and articles: every one a pure function of one record and the rules version.

Belongs here: making ids. Does not: deciding which URL or text identifies (urls, texts, normalize), or ids of clusters.
"""

import hashlib

RULES_VERSION = "1"
"""Stamped into every article id and in the published file. A change of URL, publisher or text rules that can change an
id raises it and ships a migration that writes id_aliases (DESIGN, decision 11)."""

ID_LENGTH = 20
"""Hex digits of an id, 80 bits: among a thousand million articles a collision has a chance below one in a million."""

SEPARATOR = "\x1f"
"""Between hashed parts: the unit separator, which the normal forms of texts and URLs never hold."""


def article_id(identity_url: str | None, publisher_as_given: str | None, normal_text: str) -> str:
    """The article's id, 20 hex digits: of its canonical URL if that identifies it, else of publisher and text.

    identity_url: the identity key of the canonical URL, None if there is none or it names no article
    publisher_as_given: as the record states it, so that the id never depends on what other records teach
    normal_text: the losslessly normalised raw text

    >>> article_id("herald.example/a", None, "one") == article_id("herald.example/a", "Herald", "two")
    True
    >>> article_id(None, "Herald", "one") == article_id(None, None, "one")
    False
    """
    if identity_url:
        return _digest("article", RULES_VERSION, "url", identity_url)
    return _digest("article", RULES_VERSION, "text", publisher_as_given or "", normal_text)


def content_hash(title: str | None, body: str | None) -> str:
    """Hash over title and body: equal when an article reads the same word for word.

    >>> content_hash("Pier reopens", None) == content_hash(None, "Pier reopens")
    False
    """
    return _digest("content", title or "", body or "")


def text_hash(body: str | None) -> str | None:
    """Hash over the body alone, what duplicates work on; None without a body.

    >>> text_hash("Pier reopens.") == text_hash("Pier reopens."), text_hash(None)
    (True, None)
    """
    return _digest("text", body) if body else None


def record_key(record_path: str, file_sha256: str, record_index: int) -> str:
    """The key of one raw record: its file's path and content, and its place in it.

    >>> record_key("a/b.jsonl", "0f", 1) != record_key("a/b.jsonl", "0f", 11)
    True
    """
    return _digest("record", record_path, file_sha256, str(record_index))


def _digest(*parts: str) -> str:
    """20 hex digits of the sha256 of the parts; lone surrogates, which JSON lets through, hash as they are."""
    data = SEPARATOR.join(parts).encode("utf-8", "surrogatepass")
    return hashlib.sha256(data).hexdigest()[:ID_LENGTH]
