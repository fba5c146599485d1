create table work.changed_pairs (
    left_text_no integer not null,
    right_text_no integer not null
);

comment on table work.changed_pairs is
    'Kept pairs of texts that this run added or dropped. Key: left_text_no, right_text_no.';
comment on column work.changed_pairs.left_text_no is
    'The text whose hash is smaller.';
comment on column work.changed_pairs.right_text_no is
    'The other text.';
