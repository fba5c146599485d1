comment on view dedup.article_pairs is
    'Every kept pair of articles, without the text of its passage; articles with one text as a star around the smallest id.';
comment on column dedup.article_pairs.left_article_id is
    'The article whose id is smaller.';
comment on column dedup.article_pairs.right_article_id is
    'The other article.';
comment on column dedup.article_pairs.relation is
    'exact (one text), near (alike enough to be copies) or partial (a shared passage).';
comment on column dedup.article_pairs.score is
    'How likely one is a copy of the other, out of 10000.';
comment on column dedup.article_pairs.jaccard is
    'Shared part of all their distinct word 4-grams.';
comment on column dedup.article_pairs.containment is
    'Shared part of the distinct word 4-grams of the shorter one.';
comment on column dedup.article_pairs.shared_words is
    'Words of the shorter text in shared runs of four or more.';
comment on column dedup.article_pairs.longest_passage_words is
    'Words of the longest passage both share; 0 if they share no four words in a row.';
comment on column dedup.article_pairs.passage_article_id is
    'The one of the two whose text the passage is cut from.';
comment on column dedup.article_pairs.passage_start is
    'First character of the passage there, from 0.';
comment on column dedup.article_pairs.passage_length is
    'Its characters there.';
comment on column dedup.article_pairs.same_publisher is
    'True if both have the same publisher; NULL if one is unknown.';
