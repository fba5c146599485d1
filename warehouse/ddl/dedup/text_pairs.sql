create table dedup.text_pairs (
    left_text_no integer not null,
    right_text_no integer not null,
    score integer not null,
    is_near boolean not null,
    jaccard double not null,
    containment double not null,
    covered_left double not null,
    covered_right double not null,
    lead_overlap double not null,
    shared_words integer not null,
    passage_words integer not null,
    left_passage_start integer not null,
    left_passage_length integer not null,
    right_passage_start integer not null,
    right_passage_length integer not null
);

comment on table dedup.text_pairs is
    'Pairs of texts that share enough to be kept, with their scores. Key: left_text_no, right_text_no.';
comment on column dedup.text_pairs.left_text_no is
    'The text whose hash is smaller.';
comment on column dedup.text_pairs.right_text_no is
    'The other text.';
comment on column dedup.text_pairs.score is
    'How likely one is a copy of the other, out of 10000.';
comment on column dedup.text_pairs.is_near is
    'True if the two alone speak for copies; clusters ask for more, as a mean over their pairs.';
comment on column dedup.text_pairs.jaccard is
    'Shared part of all their distinct word 4-grams.';
comment on column dedup.text_pairs.containment is
    'Shared part of the distinct word 4-grams of the shorter one.';
comment on column dedup.text_pairs.covered_left is
    'Share of the left text''s characters that stand in the right one, letter for letter.';
comment on column dedup.text_pairs.covered_right is
    'The same of the right text.';
comment on column dedup.text_pairs.lead_overlap is
    'Covered share of both leads, the smaller of the two.';
comment on column dedup.text_pairs.shared_words is
    'Words of the shorter text in shared runs of four or more.';
comment on column dedup.text_pairs.passage_words is
    'Words of the longest shared passage; 0 if they share no four words in a row.';
comment on column dedup.text_pairs.left_passage_start is
    'First character of the passage in the left text, from 0.';
comment on column dedup.text_pairs.left_passage_length is
    'Its characters there.';
comment on column dedup.text_pairs.right_passage_start is
    'First character in the right text, from 0.';
comment on column dedup.text_pairs.right_passage_length is
    'Its characters there.';
