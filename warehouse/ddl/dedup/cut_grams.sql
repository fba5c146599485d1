create table dedup.cut_grams (
    hash bigint not null,
    text_count integer not null,
    publisher_count integer not null,
    day_span integer,
    is_boilerplate boolean not null
);

comment on table dedup.cut_grams is
    'Grams that count for less than others when candidate pairs are sought: common ones a quarter, very common ones and one publisher''s standing lines not at all. Key: hash.';
comment on column dedup.cut_grams.hash is
    'Hash of the four words.';
comment on column dedup.cut_grams.text_count is
    'Texts that hold it.';
comment on column dedup.cut_grams.publisher_count is
    'Publishers of these texts.';
comment on column dedup.cut_grams.day_span is
    'Days from the first to the last of them; NULL if none is known.';
comment on column dedup.cut_grams.is_boilerplate is
    'True if it is one publisher''s standing lines; false if it is only common.';
