comment on view main.unique_articles is
    'The representative of each cluster: the corpus without copies. Elsewhere: deduplicated view, lead documents.';
comment on column main.unique_articles.article_id is
    'The article.';
comment on column main.unique_articles.title is
    'Headline.';
comment on column main.unique_articles.body is
    'Clean text.';
comment on column main.unique_articles.language is
    'Language as ISO 639-1 code.';
comment on column main.unique_articles.published_at is
    'Instant of publication in UTC, if known.';
comment on column main.unique_articles.published_date is
    'Calendar date of publication.';
comment on column main.unique_articles.publisher_id is
    'The publisher.';
comment on column main.unique_articles.publisher_name is
    'Name of the publisher.';
comment on column main.unique_articles.canonical_url is
    'URL of the article.';
comment on column main.unique_articles.authors is
    'People credited as authors.';
comment on column main.unique_articles.cluster_id is
    'The cluster that it represents.';
comment on column main.unique_articles.story_id is
    'The story of its cluster.';
comment on column main.unique_articles.copy_count is
    'Other articles in its cluster.';
comment on column main.unique_articles.publisher_count is
    'Publishers of the articles in its cluster.';
