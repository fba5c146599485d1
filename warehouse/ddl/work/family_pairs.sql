create table work.family_pairs (
    left_text_no integer not null,
    right_text_no integer not null
);

comment on table work.family_pairs is
    'Pairs of a text of a large family and one of the first of that family, as the texts are now. Key: left_text_no, right_text_no.';
comment on column work.family_pairs.left_text_no is
    'The text whose hash is smaller: one of the first of the family.';
comment on column work.family_pairs.right_text_no is
    'The other text.';
