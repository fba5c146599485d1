create table staging.field_evidence (
    record_key varchar not null,
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
    'Id of the raw record: hash of its path, file hash and index.';
comment on column staging.field_evidence.field is
    'Column that the candidate is for.';
comment on column staging.field_evidence.value is
    'The candidate.';
comment on column staging.field_evidence.method is
    'Where the candidate was found.';
comment on column staging.field_evidence.confidence is
    'Confidence, 0 to 1.';
comment on column staging.field_evidence.is_chosen is
    'Whether it was chosen for the record.';
comment on column staging.field_evidence.note is
    'Why its confidence was lowered or it was refused.';
