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
    'Pairs of texts that share enough to be kept, with their measures and scores. Key: left_text_no, right_text_no.';
comment on column dedup.text_pairs.left_text_no is
    'The text with the smaller hash.';
comment on column dedup.text_pairs.right_text_no is
    'The other text.';
comment on column dedup.text_pairs.score is
    'How likely one is a copy of the other, 0 to 10000.';
comment on column dedup.text_pairs.is_near is
    'True if the score alone makes copies likely; merging clusters takes a higher mean.';
comment on column dedup.text_pairs.jaccard is
    'Shared distinct word 4-grams as a share of all distinct word 4-grams of both.';
comment on column dedup.text_pairs.containment is
    'Share of the distinct word 4-grams of the shorter text that are in the longer one.';
comment on column dedup.text_pairs.covered_left is
    'Share of the characters of the left text that are in the right text verbatim.';
comment on column dedup.text_pairs.covered_right is
    'Share of the characters of the right text that are in the left text verbatim.';
comment on column dedup.text_pairs.lead_overlap is
    'The smaller of the verbatim shares of the two leads.';
comment on column dedup.text_pairs.shared_words is
    'Words of the shorter text that are in shared runs of at least four words.';
comment on column dedup.text_pairs.passage_words is
    'Length of the longest shared passage in words; 0 if they share no four consecutive words.';
comment on column dedup.text_pairs.left_passage_start is
    'Offset of the passage in the left text, in characters from 0.';
comment on column dedup.text_pairs.left_passage_length is
    'Length of the passage in characters.';
comment on column dedup.text_pairs.right_passage_start is
    'Offset of the passage in the right text, in characters from 0.';
comment on column dedup.text_pairs.right_passage_length is
    'Length of the passage in characters.';
