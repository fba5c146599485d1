create table staging.version_changes (
    article_id varchar not null,
    content_hash varchar not null,
    previous_content_hash varchar not null,
    changed_words integer not null
);

comment on table staging.version_changes is
    'How far a version differs from the previous one. Key: article_id, content_hash.';
comment on column staging.version_changes.article_id is
    'Id of the article, derived from one record under the rules version of the file: from its canonical URL, else from publisher and text as given. Elsewhere: document id, uri.';
comment on column staging.version_changes.content_hash is
    'Hash of title and body; identifies the version.';
comment on column staging.version_changes.previous_content_hash is
    'content_hash of the previous version.';
comment on column staging.version_changes.changed_words is
    'Words added or removed.';
