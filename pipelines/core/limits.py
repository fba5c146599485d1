"""The limits of a run: their defaults, and the reason with which an excess is rejected.

Belongs here: the limits. Does not: enforcing them (readers, steps), the environment variables that set them (settings).
Light on imports, because settings import it.
"""

from dataclasses import dataclass

MIB = 1 << 20


@dataclass(frozen=True, slots=True)
class Limits:
    """Limits of a run, sizes in bytes; each names the reason of the rejection.

    >>> Limits().record_bytes == 32 * MIB
    True
    """

    file_bytes: int = 1 << 36
    """A file or archive member, uncompressed (file_too_large). Larger than any crawl segment in use."""

    record_bytes: int = 32 * MIB
    """A record: row, page, text or entry (record_too_large). A page with a 10 MB inline image must pass."""

    document_bytes: int = 64 * MIB
    """A document that must be read as a whole, such as a feed (file_too_large). The limit of sitemaps is 50 MB."""

    spool_bytes: int = 256 * MIB
    """A compressed archive or Parquet file that must be held in memory to be read (file_too_large)."""

    decompression_ratio: int = 250
    """Uncompressed to compressed bytes (decompression_bomb). Text has 3 to 60, deflate at most 1,032."""

    ratio_floor_bytes: int = 16 * MIB
    """Uncompressed size below which the ratio is ignored: small repetitive files compress extremely well."""

    nesting_depth: int = 4
    """Nested archives and compressions (too_deep): `a.zip!b.tar.gz` has three."""

    value_depth: int = 100
    """Nested brackets of a JSON value, nested elements of XML (too_deep). Real feeds and rows stay below 20."""

    members: int = 250_000
    """Members of an archive, including those of nested archives (too_many_members)."""

    record_seconds: float = 30.0
    """CPU time to normalize a record (too_slow). Pages take 2 to 100 milliseconds, 5 MB of text a few seconds."""

    path_characters: int = 2_000
    """Length of a record path (path_too_long). File systems allow 4,096 bytes, archives any length."""
