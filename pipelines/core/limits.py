"""How much is taken on before it is refused: every limit with its default and the reason it is refused with.

Belongs here: the limits. Does not: enforcing them (readers, steps), the environment they may be set by (settings).
Light on imports: settings hold them.
"""

from dataclasses import dataclass

MIB = 1 << 20


@dataclass(frozen=True, slots=True)
class Limits:
    """Limits of a run; sizes in bytes. Beside each stands the reason that a breach is rejected with.

    >>> Limits().record_bytes == 32 * MIB
    True
    """

    file_bytes: int = 1 << 36
    """One file, or one member, unpacked (file_too_large). 64 GiB: more than any crawl segment in use."""

    record_bytes: int = 32 * MIB
    """One record: a row, page, text or entry (record_too_large). A page with a 10 MB inline image must pass."""

    document_bytes: int = 64 * MIB
    """A document that can only be read as a whole, a feed (file_too_large). Sitemaps may have 50 MB by their rules."""

    spool_bytes: int = 256 * MIB
    """A packed archive or Parquet file, which must be held in memory to be read (file_too_large)."""

    decompression_ratio: int = 250
    """Unpacked to packed bytes (decompression_bomb). Text packs 3 to 60 : 1; deflate's worst is 1,032 : 1."""

    ratio_floor_bytes: int = 16 * MIB
    """Below this size nothing is a bomb: small repetitive files pack extremely well."""

    nesting_depth: int = 4
    """Archives and compressions within each other (too_deep): `a.zip!b.tar.gz` is three."""

    value_depth: int = 100
    """Brackets in a JSON value, elements in XML (too_deep). Real feeds and rows stay below 20."""

    members: int = 250_000
    """Members of one archive, those of nested archives included (too_many_members)."""

    record_seconds: float = 30.0
    """Processor time to normalise one record (too_slow). Pages take 2 to 100 milliseconds, 5 MB of text seconds."""

    path_characters: int = 2_000
    """A record path (path_too_long). File systems allow 4,096 bytes; archives allow anything."""
