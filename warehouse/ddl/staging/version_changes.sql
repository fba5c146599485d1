create table staging.version_changes (
    article_id varchar not null,
    content_hash varchar not null,
    previous_content_hash varchar not null,
    changed_words integer not null
);

comment on table staging.version_changes is
    'How far a version differs from the one before it. Key: article_id, content_hash.';
comment on column staging.version_changes.article_id is
    'The article: a pure function of one record under the stamped rules (its canonical URL, else publisher as given and text). Elsewhere: document id, uri.';
comment on column staging.version_changes.content_hash is
    'Hash of title and body: which text this is.';
comment on column staging.version_changes.previous_content_hash is
    'The version before.';
comment on column staging.version_changes.changed_words is
    'Words added or removed.';
