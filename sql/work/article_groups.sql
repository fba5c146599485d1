-- The groups of every article, and whether its text is a wire agency's.
with credited_clusters as (
    select
        cluster_members.cluster_id,
        max(case when current_articles.agency is null then 0 else 1 end) as is_credited
    from dedup.cluster_members
    inner join staging.current_articles on cluster_members.article_id = current_articles.article_id
    group by cluster_members.cluster_id
)

select
    cluster_members.article_id,
    cluster_members.cluster_id,
    story_members.story_id,
    duplicate_clusters.representative_article_id,
    credited_clusters.is_credited = 1 as is_wire_copy
from dedup.cluster_members
inner join dedup.story_members on cluster_members.cluster_id = story_members.cluster_id
inner join main.duplicate_clusters on cluster_members.cluster_id = duplicate_clusters.cluster_id
inner join credited_clusters on cluster_members.cluster_id = credited_clusters.cluster_id
