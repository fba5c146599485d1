"""Why a record or a file could not be used: the one fixed vocabulary, each with a line of help.

Belongs here: reason codes and their help. Does not: deciding on one (readers, normalisation), or storing it.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

REASONS: Final[Mapping[str, str]] = MappingProxyType(
    {
        # The whole file
        "empty": "The file holds nothing but white space; fetch it again, or delete it.",
        "unreadable": "The system would not let the file be read (permission, disk, or gone); mend that and retry.",
        "changed_while_reading": "The file changed while it was read; it is read again in the next run.",
        "unknown_format": "The content is no format that newsfold reads (office file, picture, program, other XML).",
        "truncated": "The file ends before its format says; what came before is kept. Fetch it again.",
        "damaged": "The bytes break the rules of their format; what came before the damage is kept.",
        "checksum": "The checksum does not fit: the copy is damaged, perhaps in records that were kept. Fetch it.",
        "trailing_garbage": "After the end of the compressed data come other bytes; what came before is kept.",
        "encrypted": "The archive or member is encrypted; decrypt it first.",
        "unsupported_compression": "The member is compressed by a method that newsfold does not read; pack it again.",
        "no_known_fields": "No column of the table is a known field (see README: row fields); rename the columns.",
        "bundle": "Many articles in one text file that could not be split safely; split it, or export as rows.",
        "unsafe_xml": "The XML declares entities, which newsfold never resolves; export it without them.",
        # Names
        "unsafe_name": "A member's name climbs out of the archive or is absolute; pack it again with plain names.",
        "link": "The member is a link, and links are never followed; pack the file itself.",
        "special_member": "The member is a device, a pipe or a sparse file; pack plain files.",
        # Limits
        "file_too_large": "The file, unpacked, is larger than the limit for files.",
        "record_too_large": "One record is larger than the limit for records; split it or raise the limit.",
        "decompression_bomb": "The data grows by more than the limit when unpacked: most likely an attack.",
        "too_deep": "Archives, or brackets and tags, are nested deeper than the limit.",
        "too_many_members": "The archive holds more members than the limit; split it or raise the limit.",
        "path_too_long": "The path, members included, is longer than the limit; shorten the names.",
        # One record
        "bad_json": "This line or element is not valid JSON; mend it in the source.",
        "not_an_object": "The JSON value is no object, so it has no fields.",
        "duplicate_key": "A field is stated twice with different values; which one holds cannot be known.",
        "wrong_type": "A number, object or list stands where the text of the article belongs.",
        "bad_csv": "The row breaks the rules of quoting (often an unclosed quote); mend it in the source.",
        "ragged_row": "The row has more or fewer cells than the header has columns.",
        "repeated_header": "The header line stands again among the rows.",
        "bad_feed": "The entry of the feed can't be parsed.",
        "no_entries": "The feed or sitemap holds no entry; an index of sitemaps never does.",
        "bad_archive_record": "The web archive record breaks the rules (length, headers, encoding).",
        "http_error": "The server answered with an error or a redirect, not with a page.",
        "no_content": "The record has neither text nor page, title, teaser or address.",
        "binary_content": "Where text belongs, the bytes are no text in any encoding.",
        # Set by normalisation
        "no_text": "No body, title or teaser is left after cleaning.",
        "not_an_article": "The page is no article (script only, consent wall, error page, list of links).",
        "too_slow": "Normalising the record took longer than the limit for records; raise it, or report the record.",
        "failed": "A rule of newsfold failed on this record; report it with the excerpt.",
        # Lines of the file of overrides
        "bad_override": "The line is no rule: write must_join or must_not_join, cluster or story, and two articles.",
        "override_unknown": "No article has that name yet; the line is obeyed as soon as one does.",
        "override_contradicted": "Other lines join what this one keeps apart, or it names one article twice.",
    }
)
"""Reason → what it means and what to do, in one line."""
