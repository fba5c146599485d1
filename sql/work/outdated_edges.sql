-- Edges of clusters that are compared again: those by content, and all of clusters that changed or are gone.
select
    story_edges.left_cluster_id,
    story_edges.right_cluster_id,
    story_edges.relation
from dedup.story_edges
left join work.compared_clusters as compared_lefts on story_edges.left_cluster_id = compared_lefts.cluster_id
left join work.compared_clusters as compared_rights on story_edges.right_cluster_id = compared_rights.cluster_id
left join work.changed_story_clusters as changed_lefts on story_edges.left_cluster_id = changed_lefts.cluster_id
left join work.changed_story_clusters as changed_rights on story_edges.right_cluster_id = changed_rights.cluster_id
where
    changed_lefts.cluster_id is not null
    or changed_rights.cluster_id is not null
    or (
        story_edges.relation in ('same_event', 'fillings')
        and (compared_lefts.cluster_id is not null or compared_rights.cluster_id is not null)
    )
