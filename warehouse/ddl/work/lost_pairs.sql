create table work.lost_pairs (
    left_text_no integer not null,
    right_text_no integer not null
);

comment on table work.lost_pairs is
    'Stored pairs that are no candidates any more: a text is gone, or too few of their common grams are left uncut. Key: left_text_no, right_text_no.';
comment on column work.lost_pairs.left_text_no is
    'The text whose hash is smaller.';
comment on column work.lost_pairs.right_text_no is
    'The other text.';
