-- The input of stories for each cluster that may have changed: its representative text, and when it was first published
-- and fetched.
with cluster_times as (
    select
        cluster_members.cluster_id,
        min(
            case
                when date_diff('day', current_articles.published_earliest, current_articles.published_latest) <= 32
                    then current_articles.published_earliest
            end
        ) as earliest,
        min(
            case
                when date_diff('day', current_articles.published_earliest, current_articles.published_latest) <= 32
                    then current_articles.published_latest
            end
        ) as latest,
        min(current_articles.first_fetched_at) as fetched
    from work.scope_duplicate_clusters
    inner join dedup.cluster_members on scope_duplicate_clusters.cluster_id = cluster_members.cluster_id
    inner join staging.current_articles on cluster_members.article_id = current_articles.article_id
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
from cluster_times
inner join main.duplicate_clusters on cluster_times.cluster_id = duplicate_clusters.cluster_id
inner join staging.current_articles
    on duplicate_clusters.representative_article_id = current_articles.article_id
