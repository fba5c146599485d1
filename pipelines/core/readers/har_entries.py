"""The pages in a HAR file, what a browser recorded: one request and its response each.

Belongs here: an entry as a page. Does not: where the entries are (services), whether a response is a page
(http_responses, as in web archives).
"""

import base64
import binascii
from collections.abc import Mapping
from typing import Any

from pipelines.core.limits import Limits
from pipelines.core.readers.http_responses import parse_response
from pipelines.core.readers.numbering import BadRecord, RecordContent


def is_har_entry(row: Mapping[str, Any]) -> bool:
    """Whether a row is an entry of a HAR file.

    >>> is_har_entry({"startedDateTime": "", "request": {}, "response": {}}), is_har_entry({"request": {}})
    (True, False)
    """
    return "startedDateTime" in row and isinstance(row.get("request"), dict) and isinstance(row.get("response"), dict)


def parse_entry(entry: Mapping[str, Any], limits: Limits) -> RecordContent | BadRecord | None:
    """The page of an entry; None if the response is no page (image, script, redirect).

    >>> content = {"mimeType": "text/html", "text": "<p>a</p>"}
    >>> response = {"status": 200, "content": content}
    >>> entry = {"startedDateTime": "", "request": {"url": "https://a.example/"}, "response": response}
    >>> dict(parse_entry(entry, Limits()).fields)
    {'url': 'https://a.example/', 'html': '<p>a</p>'}
    """
    response, stated = entry["response"], entry["response"].get("content")
    content: Mapping[str, Any] = stated if isinstance(stated, dict) else {}
    media = str(content.get("mimeType") or "").partition(";")[0].strip()
    status = response.get("status")
    status = status if isinstance(status, int) and 100 <= status <= 599 else 0
    body = _body(content)
    head = f"HTTP/1.1 {status:03d} -\r\nContent-Type: {media.encode('ascii', 'ignore').decode()}; charset=utf-8\r\n\r\n"
    metadata = {"url": entry["request"].get("url"), "fetched_at": entry.get("startedDateTime")}
    given = {name: value for name, value in metadata.items() if isinstance(value, str) and value.strip()}
    if body is None:
        return BadRecord("no_content", "the response is not in the file", given.get("url")) if "html" in media else None
    return parse_response(head.encode() + body, "application/http", given, None, limits)


def _body(content: Mapping[str, Any]) -> bytes | None:
    text = content.get("text")
    if not isinstance(text, str) or not text:
        return None
    if content.get("encoding") != "base64":
        return text.encode("utf-8", "replace")
    try:
        return base64.b64decode(text)
    except (binascii.Error, ValueError):
        return text.encode("utf-8", "replace")
