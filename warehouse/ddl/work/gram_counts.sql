create table work.gram_counts (
    hash bigint not null,
    text_count bigint not null,
    carried_count bigint not null,
    publisher_count bigint not null,
    day_span bigint
);

comment on table work.gram_counts is
    'Where these grams stand now; only those in four texts or more. Key: hash.';
comment on column work.gram_counts.hash is
    'Hash of the four words.';
comment on column work.gram_counts.text_count is
    'Texts that hold it.';
comment on column work.gram_counts.carried_count is
    'Those of them that have a publisher.';
comment on column work.gram_counts.publisher_count is
    'Publishers of these texts.';
comment on column work.gram_counts.day_span is
    'Days from the first to the last of them; NULL if none is known.';
