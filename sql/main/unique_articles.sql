-- The corpus without copies: one article per cluster.
select
    articles.article_id,
    articles.title,
    articles.body,
    articles.language,
    articles.published_at,
    articles.published_date,
    articles.publisher_id,
    publishers.publisher_name,
    articles.canonical_url,
    articles.authors,
    articles.cluster_id,
    articles.story_id,
    duplicate_clusters.article_count - 1 as copy_count,
    duplicate_clusters.publisher_count
from main.articles
inner join main.duplicate_clusters on articles.cluster_id = duplicate_clusters.cluster_id
left join main.publishers on articles.publisher_id = publishers.publisher_id
where articles.is_representative
