"""Why a record or a file could not be used: a fixed vocabulary, with a line of help for each reason.

Belongs here: reason codes and their help. Does not: deciding on one (readers, normalization), or storing it (steps).
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

REASONS: Final[Mapping[str, str]] = MappingProxyType(
    {
        # The whole file
        "empty": "The file contains only white space. Fetch it again, or delete it.",
        "unreadable": "The file could not be read (OS error: permissions, disk, or deleted). Fix that and run again.",
        "changed_while_reading": "The file changed while it was being read. The next run reads it again.",
        "unknown_format": "newsfold does not read this format, which the detail names. Convert the file, or delete it.",
        "truncated": "The file ends early. What was read before is kept. Fetch it again.",
        "damaged": "The content is not valid in its format. What was read before the damage is kept.",
        "checksum": "Wrong checksum: the file is damaged, perhaps in records that were kept. Fetch it again.",
        "trailing_garbage": "Other bytes follow the compressed data. What was read before them is kept.",
        "encrypted": "The archive or member is encrypted. Decrypt it first.",
        "unsupported_compression": "newsfold does not read this member's compression method. Repack it with another.",
        "no_known_fields": "No name is that of a known field. Say in newsfold.toml which is which (docs/services.md).",
        "bundle": "One text file holds many articles and could not be split safely. Split it, or export rows.",
        "unsafe_xml": "The XML declares entities, which newsfold never resolves. Export it without them.",
        "lone_sidecar": "The sidecar belongs to no page or text beside it. Give it the name of one.",
        # Names
        "unsafe_name": "The member's name is absolute or leads out of the archive. Repack it with relative names.",
        "link": "The member is a link, and links are never followed. Pack the file itself.",
        "special_member": "The member is a device, a pipe or a sparse file. Pack regular files only.",
        # Limits
        "file_too_large": "The uncompressed file exceeds the size limit for files.",
        "record_too_large": "The record exceeds the size limit for records. Split it, or raise the limit.",
        "decompression_bomb": "The data expands by more than the limit when decompressed: probably an attack.",
        "too_deep": "Archives, brackets or tags are nested more deeply than the limit.",
        "too_many_members": "The archive has more members than the limit. Split it, or raise the limit.",
        "path_too_long": "The path, including archive members, exceeds the length limit. Shorten the names.",
        # One record
        "bad_json": "The line or element is not valid JSON. Fix it at the source.",
        "not_an_object": "The JSON value is not an object, so it has no fields.",
        "duplicate_key": "A field occurs twice with different values, and newsfold cannot tell which is correct.",
        "wrong_type": "The article's text is a number, an object or a list instead of a string.",
        "bad_csv": "The row is not valid CSV (often an unclosed quote). Fix it at the source.",
        "ragged_row": "The row has more or fewer cells than the header.",
        "repeated_header": "The row repeats the header.",
        "bad_feed": "The feed entry could not be parsed.",
        "no_entries": "The feed, sitemap or answer has no entries. A sitemap index never has any.",
        "bad_archive_record": "The web archive record is invalid (length, headers or encoding).",
        "http_error": "The server returned an error or a redirect instead of a page.",
        "no_content": "The record has no text, page, title, teaser or URL.",
        "binary_content": "The text field holds binary data: it is not text in any encoding that could be told.",
        # Set by normalization
        "no_text": "No body, title or teaser is left after cleaning.",
        "not_an_article": "No article: scripts only, consent wall, error page, list of links, draft, agency picture.",
        "too_slow": "Normalizing the record exceeded the time limit. Raise the limit, or report the record.",
        "failed": "newsfold failed on this record. Please report it, with the excerpt.",
        # Lines of the list of outlets
        "bad_outlet": "The line is no outlet. Write id (a domain, a domain with a path, or a name), name, group.",
        # Lines of the overrides file
        "bad_override": "The line is not a rule. Write must_join or must_not_join, cluster or story, and two articles.",
        "override_unknown": "No article has that name yet. The rule applies as soon as one does.",
        "override_contradicted": "Other rules join what this one separates, or it names the same article twice.",
    }
)
"""Reason → what it means and what to do, in one line."""
