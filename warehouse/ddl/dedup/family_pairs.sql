create table dedup.family_pairs (
    left_text_no integer not null,
    right_text_no integer not null
);

comment on table dedup.family_pairs is
    'Pairs of a text of a large family and one of the first of that family: what stands in for all pairs of texts whose common grams are too common to be followed. Key: left_text_no, right_text_no.';
comment on column dedup.family_pairs.left_text_no is
    'The text whose hash is smaller: one of the first of the family.';
comment on column dedup.family_pairs.right_text_no is
    'The other text.';
