-- Stored links that are no longer certain: user rules, and shared passages of clusters that were compared again.
select
    story_edges.left_cluster_id,
    story_edges.right_cluster_id,
    story_edges.relation
from dedup.story_edges
left join work.kept_certain_links
    on
        story_edges.left_cluster_id = kept_certain_links.left_cluster_id
        and story_edges.right_cluster_id = kept_certain_links.right_cluster_id
        and story_edges.relation = kept_certain_links.relation
left join work.touched_clusters as touched_lefts on story_edges.left_cluster_id = touched_lefts.cluster_id
left join work.touched_clusters as touched_rights on story_edges.right_cluster_id = touched_rights.cluster_id
where
    story_edges.relation in ('shared_passage', 'override')
    and kept_certain_links.left_cluster_id is null
    and (
        story_edges.relation = 'override'
        or touched_lefts.cluster_id is not null
        or touched_rights.cluster_id is not null
    )
