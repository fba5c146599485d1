create table dedup.family_pairs (
    left_text_no integer not null,
    right_text_no integer not null
);

comment on table dedup.family_pairs is
    'Pairs of a reprint with one of the first texts of its group; they replace the pairs among all reprints, whose shared grams are stop grams. Key: left_text_no, right_text_no.';
comment on column dedup.family_pairs.left_text_no is
    'One of the first texts of the group; its hash is the smaller one.';
comment on column dedup.family_pairs.right_text_no is
    'The other text.';
