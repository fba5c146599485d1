comment on view dedup.article_pairs is
    'Every scored pair of articles that was kept, without the text of its passage. Articles with identical text form a star around the smallest id.';
comment on column dedup.article_pairs.left_article_id is
    'The article with the smaller id.';
comment on column dedup.article_pairs.right_article_id is
    'The other article.';
comment on column dedup.article_pairs.relation is
    'exact (identical texts), near (similar enough to be copies) or partial (a shared passage).';
comment on column dedup.article_pairs.score is
    'How likely one is a copy of the other, 0 to 10000.';
comment on column dedup.article_pairs.jaccard is
    'Shared distinct word 4-grams as a share of all distinct word 4-grams of both.';
comment on column dedup.article_pairs.containment is
    'Share of the distinct word 4-grams of the shorter text that are in the longer one.';
comment on column dedup.article_pairs.shared_words is
    'Words of the shorter text that are in shared runs of at least four words.';
comment on column dedup.article_pairs.longest_passage_words is
    'Length of the longest shared passage in words; 0 if they share no four consecutive words.';
comment on column dedup.article_pairs.passage_article_id is
    'The article from which the passage is taken.';
comment on column dedup.article_pairs.passage_start is
    'Offset of the passage in its text, in characters from 0.';
comment on column dedup.article_pairs.passage_length is
    'Length of the passage in characters.';
comment on column dedup.article_pairs.same_publisher is
    'True if both have the same publisher; NULL if one is unknown.';
