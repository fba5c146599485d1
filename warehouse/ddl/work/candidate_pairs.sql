create table work.candidate_pairs (
    left_text_no integer not null,
    right_text_no integer not null,
    shared_grams bigint not null
);

comment on table work.candidate_pairs is
    'Pairs of texts with grams in common, one of them dirty. Key: left_text_no, right_text_no.';
comment on column work.candidate_pairs.left_text_no is
    'The text whose hash is smaller.';
comment on column work.candidate_pairs.right_text_no is
    'The other text.';
comment on column work.candidate_pairs.shared_grams is
    'Kept grams in both that are not cut.';
