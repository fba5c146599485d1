comment on view main.article_versions is
    'Every version of every article, the current one included.';
comment on column main.article_versions.article_id is
    'The article.';
comment on column main.article_versions.version is
    'Rank of the version by modified_at, then fetched_at (both NULLs first), then content_hash; independent of the order of arrival.';
comment on column main.article_versions.title is
    'Headline of this version.';
comment on column main.article_versions.body is
    'Body of this version.';
comment on column main.article_versions.content_hash is
    'Hash of title and body.';
comment on column main.article_versions.changed_words is
    'Words added or removed since the previous version; NULL for the first.';
comment on column main.article_versions.record_path is
    'File from which the version was read.';
comment on column main.article_versions.record_index is
    'Position of the record in its file.';
comment on column main.article_versions.modified_at is
    'Time of the last change according to the source.';
comment on column main.article_versions.fetched_at is
    'When the version was fetched.';
