"""Keys of meta tags that state dates, in lower case.

Belongs here: the lists. Does not: reading the tags (structured_dates).
"""

_PUBLISHED = """
article.published article:post_date article:publicationdate article:publish_date article:published
article:published_date article:published_time article-published-date article_date_original blog:published_time
bt:pubdate citation_online_date citation_publication_date cxenseparse:publishtime cxenseparse:recs:articlepublishtime
cxenseparse:recs:publishtime date.release date_published datepublished dc.date.issued dc.issued
dcsext.articlefirstpublished dcterms.issued displaydate firstpublished iso-8601-publish-date mediator_published_time
meta:published_time news:publication_date og:article:published og:article:published_time og:pubdate og:publish_date
og:published_time originalpublicationdate parsely-pub-date ptime pubdate publication-date publication_date
publicationdate publish-date publish_date published published-date published_at published_time publishdate publishtime
release_date releasedate rnews:datepublished sailthru.date shareaholic:article_published_time video:release_date
vr:published_time
"""

_DATED = """
article.created article:created article_date articledate citation_date content_create_date contentdate created
createdate creation_date date date.created datecreated dateline datetime dc.created dc.date dc.date.created dc:date
dcterms.created dcterms.date last-published lw.date og:date pub-date pub_date search.date timestamp
"""

_MODIFIED = """
article.updated article:modified article:modified_date article:modified_time article:updated date.modified
datemodified dc.date.modified dc.modified dcterms.modified last-modified last_updated lastmod lastmodified
modificationdate modified og:article:modified_time og:updated_time revised updated_time utime
"""

PUBLISHED_KEYS = frozenset(_PUBLISHED.split())
"""Keys of the date of publication."""

DATED_KEYS = frozenset(_DATED.split())
"""Keys of a date that is mostly, but not always, the date of publication."""

MODIFIED_KEYS = frozenset(_MODIFIED.split())
"""Keys of the last change."""
