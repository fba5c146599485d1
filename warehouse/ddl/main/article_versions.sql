comment on view main.article_versions is
    'Every text an article has had, the current one included.';
comment on column main.article_versions.article_id is
    'The article.';
comment on column main.article_versions.version is
    'Rank of the text: by modified_at, then fetched_at, both nulls first, then content_hash; never by arrival.';
comment on column main.article_versions.title is
    'Headline of this version.';
comment on column main.article_versions.body is
    'Text of this version.';
comment on column main.article_versions.content_hash is
    'Hash of title and body.';
comment on column main.article_versions.changed_words is
    'Words added or removed against the version before; NULL for the first.';
comment on column main.article_versions.record_path is
    'File the version was read from.';
comment on column main.article_versions.record_index is
    'Place of the record in its file.';
comment on column main.article_versions.modified_at is
    'Last change the source states.';
comment on column main.article_versions.fetched_at is
    'When the version was fetched.';
