comment on view main.article_copies is
    'Articles and their copies, in both directions: one row per scored pair within a cluster, with its similarity and the delay of the copy.';
comment on column main.article_copies.article_id is
    'The article.';
comment on column main.article_copies.copy_article_id is
    'Its copy.';
comment on column main.article_copies.cluster_id is
    'The cluster of both.';
comment on column main.article_copies.relation is
    'exact, near or partial.';
comment on column main.article_copies.jaccard is
    'Shared word 4-grams as a share of all word 4-grams of both.';
comment on column main.article_copies.containment is
    'Share of the word 4-grams of the shorter text that are in the longer one.';
comment on column main.article_copies.longest_passage_words is
    'Length of the longest shared passage in words.';
comment on column main.article_copies.publisher_id is
    'Publisher of the article.';
comment on column main.article_copies.publisher_name is
    'Name of the publisher of the article.';
comment on column main.article_copies.copy_publisher_id is
    'Publisher of the copy.';
comment on column main.article_copies.copy_publisher_name is
    'Name of the publisher of the copy.';
comment on column main.article_copies.hours_later is
    'Hours from the article to the copy, negative if the copy was published first; NULL unless both instants are known.';
comment on column main.article_copies.days_later is
    'Days from the date of the article to the date of the copy; NULL unless both dates are known.';
