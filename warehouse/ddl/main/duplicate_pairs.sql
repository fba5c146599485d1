comment on view main.duplicate_pairs is
    'Every scored and kept pair of articles; articles with one and the same text stand as a star around the smallest id, and only that one stands for the text in pairs with others. Elsewhere: isDuplicate.';
comment on column main.duplicate_pairs.left_article_id is
    'The article whose id is smaller.';
comment on column main.duplicate_pairs.right_article_id is
    'The other article.';
comment on column main.duplicate_pairs.relation is
    'exact (one text), near (a score of 0.30 or more: likely copies; or joined by a person) or partial (a shared passage).';
comment on column main.duplicate_pairs.score is
    'How likely one is a copy of the other, 0 to 1; from 0.58 on clusters are joined, by the mean over their pairs.';
comment on column main.duplicate_pairs.jaccard is
    'Shared part of all their distinct word 4-grams.';
comment on column main.duplicate_pairs.containment is
    'Shared part of the distinct word 4-grams of the shorter one.';
comment on column main.duplicate_pairs.shared_words is
    'Words of the shorter text in shared runs of four or more.';
comment on column main.duplicate_pairs.longest_passage_words is
    'Words of the longest passage both share; 0 if they share no four words in a row.';
comment on column main.duplicate_pairs.longest_passage is
    'The text of that passage, cut from one of the two; NULL if there is none.';
comment on column main.duplicate_pairs.same_publisher is
    'True if both have the same publisher; NULL if one is unknown.';
comment on column main.duplicate_pairs.origin is
    'text (found by the texts) or override (a person said that the two must, or must not, be one cluster: whether they are shows in articles). Measures of a pair that only a person joined are NULL.';
