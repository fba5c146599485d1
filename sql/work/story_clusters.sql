-- Each cluster as stories see it: the text that stands for it, and when it was first published and fetched.
with dated_articles as (
    select
        current_articles.article_id,
        current_articles.published_earliest,
        current_articles.published_latest
    from staging.current_articles
    where date_diff('day', current_articles.published_earliest, current_articles.published_latest) <= 32
),

cluster_times as (
    select
        cluster_members.cluster_id,
        min(dated_articles.published_earliest) as earliest,
        min(dated_articles.published_latest) as latest,
        min(current_articles.first_fetched_at) as fetched
    from dedup.cluster_members
    inner join staging.current_articles on cluster_members.article_id = current_articles.article_id
    left join dated_articles on cluster_members.article_id = dated_articles.article_id
    group by cluster_members.cluster_id
)

select
    duplicate_clusters.cluster_id,
    current_articles.article_id,
    current_articles.content_hash,
    current_articles.text_hash,
    current_articles.title,
    current_articles.language,
    cluster_times.earliest,
    cluster_times.latest,
    cluster_times.fetched
from main.duplicate_clusters
inner join staging.current_articles
    on duplicate_clusters.representative_article_id = current_articles.article_id
inner join cluster_times on duplicate_clusters.cluster_id = cluster_times.cluster_id
