-- The input of stories for each cluster that may have changed: its representative text, and when it was first
-- published, else first fetched, else when the first of its files was last modified.
with file_times as (
    select
        source_files.sha256,
        min(to_timestamp(cast(split_part(source_files.stat_signature, '-', 2) as bigint) / 1000000000)) as modified_at
    from main.source_files
    where source_files.sha256 is not null
    group by source_files.sha256
),

cluster_files as (
    select
        cluster_members.cluster_id,
        min(file_times.modified_at) as modified_at
    from work.scope_duplicate_clusters
    inner join dedup.cluster_members on scope_duplicate_clusters.cluster_id = cluster_members.cluster_id
    inner join staging.articles on cluster_members.article_id = articles.article_id
    inner join file_times on articles.file_sha256 = file_times.sha256
    group by cluster_members.cluster_id
),

cluster_times as (
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
    current_articles.publisher_id,
    current_articles.title,
    current_articles.language,
    coalesce(cluster_times.earliest, cluster_times.fetched, cluster_files.modified_at) as since,
    coalesce(cluster_times.latest, cluster_times.fetched, cluster_files.modified_at) as until,
    cluster_times.earliest is not null or cluster_times.fetched is not null as is_dated
from cluster_times
left join cluster_files on cluster_times.cluster_id = cluster_files.cluster_id
inner join main.duplicate_clusters on cluster_times.cluster_id = duplicate_clusters.cluster_id
inner join staging.current_articles
    on duplicate_clusters.representative_article_id = current_articles.article_id
