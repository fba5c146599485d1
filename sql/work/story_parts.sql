-- How many articles of each story had which story before, unless a cluster that is not relinked still has its id.
with held_ids as (
    select distinct story_members.story_id
    from dedup.story_members
    left join work.relinked_clusters on story_members.cluster_id = relinked_clusters.cluster_id
    where relinked_clusters.cluster_id is null
),

members as (
    select
        decided_clusters.story,
        cluster_members.article_id,
        case when held_ids.story_id is null then articles.story_id end as old_id
    from work.decided_clusters
    inner join dedup.cluster_members on decided_clusters.cluster_id = cluster_members.cluster_id
    left join previous.articles on cluster_members.article_id = articles.article_id
    left join held_ids on articles.story_id = held_ids.story_id
)

select
    story as label,
    old_id,
    count(*) as member_count,
    min(article_id) as smallest_member
from members
group by story, old_id
