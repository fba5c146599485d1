-- The boundary: clusters of the components that an edge at the threshold connects to relinked ones. They are linked
-- again too, and must come out as before.
with crossing_edges as (
    select
        story_edges.left_cluster_id,
        story_edges.right_cluster_id
    from dedup.story_edges
    left join work.relinked_clusters as relinked_lefts on story_edges.left_cluster_id = relinked_lefts.cluster_id
    left join work.relinked_clusters as relinked_rights on story_edges.right_cluster_id = relinked_rights.cluster_id
    where
        story_edges.score >= $threshold
        and (relinked_lefts.cluster_id is null) <> (relinked_rights.cluster_id is null)
),

crossing_ends as (
    select crossing_edges.left_cluster_id as cluster_id
    from crossing_edges
    union
    select crossing_edges.right_cluster_id as cluster_id
    from crossing_edges
)

select story_members.cluster_id
from dedup.story_members
where
    story_members.component_id in (
        select outer_members.component_id
        from crossing_ends
        inner join dedup.story_members as outer_members on crossing_ends.cluster_id = outer_members.cluster_id
        left join work.relinked_clusters on crossing_ends.cluster_id = relinked_clusters.cluster_id
        where relinked_clusters.cluster_id is null
    )
