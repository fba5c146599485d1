create table staging.field_evidence (
    record_key varchar not null,
    article_id varchar not null,
    field varchar not null,
    value varchar not null,
    method varchar not null,
    confidence double not null,
    is_chosen boolean not null,
    note varchar
);

comment on table staging.field_evidence is
    'Every candidate of every normalised record. Key: record_key, field, method, value.';
comment on column staging.field_evidence.record_key is
    'The raw record: hash of its path, file hash and index.';
comment on column staging.field_evidence.article_id is
    'The article: a pure function of one record under the stamped rules (its canonical URL, else publisher as given and text). Elsewhere: document id, uri.';
comment on column staging.field_evidence.field is
    'Column the candidate is for.';
comment on column staging.field_evidence.value is
    'The candidate.';
comment on column staging.field_evidence.method is
    'Where it was found.';
comment on column staging.field_evidence.confidence is
    '0 to 1.';
comment on column staging.field_evidence.is_chosen is
    'Whether the record chose it.';
comment on column staging.field_evidence.note is
    'Why it was lowered or refused.';
