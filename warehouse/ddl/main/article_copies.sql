comment on view main.article_copies is
    'Articles and their copies, both ways: each scored pair of one cluster, how alike the two are and how much later the copy came.';
comment on column main.article_copies.article_id is
    'The article.';
comment on column main.article_copies.copy_article_id is
    'Its copy.';
comment on column main.article_copies.cluster_id is
    'The cluster both are in.';
comment on column main.article_copies.relation is
    'exact, near or partial.';
comment on column main.article_copies.jaccard is
    'Shared part of all their word n-grams.';
comment on column main.article_copies.containment is
    'Shared part of the shorter one.';
comment on column main.article_copies.longest_passage_words is
    'Words of the longest passage both share.';
comment on column main.article_copies.publisher_id is
    'Publisher of the article.';
comment on column main.article_copies.copy_publisher_id is
    'Publisher of the copy.';
comment on column main.article_copies.hours_later is
    'Hours from the article to the copy, negative if the copy came first; NULL unless both instants are known.';
comment on column main.article_copies.days_later is
    'Days from the date of the article to that of the copy; NULL unless both dates are known.';
