create or replace macro main.articles_matching(pattern) as table (
    select
        articles.article_id,
        articles.title,
        articles.publisher_id,
        articles.published_date,
        articles.cluster_id,
        articles.story_id,
        articles.canonical_url,
        articles.body
    from main.articles
    where regexp_matches(articles.title, pattern, 'i') or regexp_matches(articles.body, pattern, 'i')
);
comment on macro table main.articles_matching is
    'Articles whose title or body matches a regular expression, ignoring case: select * from articles_matching(''ferry|harbour'').';
