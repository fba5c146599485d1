comment on view main.duplicate_pairs is
    'Every scored pair of articles that was kept. Articles with identical text form a star: each is paired with the one with the smallest id, and only that one is paired with other texts. Elsewhere: isDuplicate.';
comment on column main.duplicate_pairs.left_article_id is
    'The article with the smaller id.';
comment on column main.duplicate_pairs.right_article_id is
    'The other article.';
comment on column main.duplicate_pairs.relation is
    'exact (identical texts), near (a score of at least 0.30: likely copies; or joined by an override) or partial (a shared passage).';
comment on column main.duplicate_pairs.score is
    'How likely one is a copy of the other, 0 to 1. Clusters merge if the mean score over their pairs is at least 0.58.';
comment on column main.duplicate_pairs.jaccard is
    'Shared distinct word 4-grams as a share of all distinct word 4-grams of both.';
comment on column main.duplicate_pairs.containment is
    'Share of the distinct word 4-grams of the shorter text that are in the longer one.';
comment on column main.duplicate_pairs.shared_words is
    'Words of the shorter text that are in shared runs of at least four words.';
comment on column main.duplicate_pairs.longest_passage_words is
    'Length of the longest shared passage in words; 0 if they share no four consecutive words.';
comment on column main.duplicate_pairs.longest_passage is
    'The text of that passage, from one of the two articles; NULL if there is none.';
comment on column main.duplicate_pairs.same_publisher is
    'True if both have the same publisher; NULL if one is unknown.';
comment on column main.duplicate_pairs.origin is
    'text (found by comparing texts) or override (a line of the overrides file is about the two; articles.cluster_id shows the outcome). The measures of a pair that exists only by an override are NULL.';
