create table work.judged_grams (
    hash bigint not null,
    text_count integer not null,
    publisher_count integer not null,
    day_span integer,
    is_boilerplate boolean not null
);

comment on table work.judged_grams is
    'Grams to be cut, of those whose counts may have changed. Key: hash.';
comment on column work.judged_grams.hash is
    'Hash of the four words.';
comment on column work.judged_grams.text_count is
    'Texts that hold it.';
comment on column work.judged_grams.publisher_count is
    'Publishers of these texts.';
comment on column work.judged_grams.day_span is
    'Days from the first to the last of them; NULL if none is known.';
comment on column work.judged_grams.is_boilerplate is
    'True if it is one publisher''s standing lines; false if it is only common.';
