-- The cluster and story of every article of a changed story, and whether its text is wire copy.
with members as (
    select
        cluster_members.article_id,
        cluster_members.cluster_id,
        story_members.story_id
    from work.scope_stories
    inner join dedup.story_members on scope_stories.story_id = story_members.story_id
    inner join dedup.cluster_members on story_members.cluster_id = cluster_members.cluster_id
),

credited_clusters as (
    select
        members.cluster_id,
        max(case when current_articles.agency is null then 0 else 1 end) as is_credited
    from members
    inner join staging.current_articles on members.article_id = current_articles.article_id
    group by members.cluster_id
)

select
    members.article_id,
    members.cluster_id,
    members.story_id,
    duplicate_clusters.representative_article_id,
    credited_clusters.is_credited = 1 as is_wire_copy
from members
inner join main.duplicate_clusters on members.cluster_id = duplicate_clusters.cluster_id
inner join credited_clusters on members.cluster_id = credited_clusters.cluster_id
