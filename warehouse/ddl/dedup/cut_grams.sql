create table dedup.cut_grams (
    hash bigint not null,
    text_count integer not null,
    publisher_count integer not null,
    day_span integer,
    is_boilerplate boolean not null
);

comment on table dedup.cut_grams is
    'Stop grams, which count less in the search for candidate pairs: common ones a quarter, very common ones and boilerplate nothing. Key: hash.';
comment on column dedup.cut_grams.hash is
    'Hash of the four words.';
comment on column dedup.cut_grams.text_count is
    'Texts that contain it.';
comment on column dedup.cut_grams.publisher_count is
    'Publishers of these texts.';
comment on column dedup.cut_grams.day_span is
    'Days from the first to the last of these texts; NULL if no day is known.';
comment on column dedup.cut_grams.is_boilerplate is
    'True if it is boilerplate of one publisher, false if it is only common.';
