create table staging.url_claims (
    record_key varchar not null,
    declared_article_id varchar not null,
    declared_url varchar not null,
    declared_url_method varchar not null,
    declared_url_confidence double not null,
    own_article_id varchar not null,
    own_url varchar,
    own_url_method varchar,
    own_url_confidence double,
    address_count integer not null,
    refusal varchar
);

comment on table staging.url_claims is
    'One row per record that declares another URL than the address it came from, with the article it is where the declaration is not believed. Key: record_key.';
comment on column staging.url_claims.record_key is
    'Id of the raw record: hash of its path, file hash and index.';
comment on column staging.url_claims.declared_article_id is
    'Id of the article at the declared URL.';
comment on column staging.url_claims.declared_url is
    'The declared URL.';
comment on column staging.url_claims.declared_url_method is
    'Where it is declared.';
comment on column staging.url_claims.declared_url_confidence is
    'Calibrated confidence, 0 to 1: the share of such claims that are right.';
comment on column staging.url_claims.own_article_id is
    'Id of the article without the declaration: from the address it came from, else from publisher and text as given.';
comment on column staging.url_claims.own_url is
    'The address it came from, NULL if unknown.';
comment on column staging.url_claims.own_url_method is
    'Source of that address.';
comment on column staging.url_claims.own_url_confidence is
    'Calibrated confidence, 0 to 1, of that address.';
comment on column staging.url_claims.address_count is
    'Addresses that declare this URL, and the URL itself if a record came from there.';
comment on column staging.url_claims.refusal is
    'Why the declaration is not believed: who else declares the URL. NULL if it is believed.';
