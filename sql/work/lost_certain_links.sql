-- Stored links that are no longer certain: user rules, and shared passages of clusters that were compared again.
with stored_links as (
    select
        story_edges.left_cluster_id,
        story_edges.right_cluster_id,
        story_edges.relation,
        story_edges.score,
        story_edges.left_article_id,
        story_edges.right_article_id
    from dedup.story_edges
    where story_edges.relation in ('shared_passage', 'override')
)

select
    stored_links.left_cluster_id,
    stored_links.right_cluster_id,
    stored_links.relation
from stored_links
left join work.certain_links
    on
        stored_links.left_cluster_id = certain_links.left_cluster_id
        and stored_links.right_cluster_id = certain_links.right_cluster_id
        and stored_links.relation = certain_links.relation
        and stored_links.score = certain_links.score
        and stored_links.left_article_id = certain_links.left_article_id
        and stored_links.right_article_id = certain_links.right_article_id
left join work.touched_clusters as touched_lefts on stored_links.left_cluster_id = touched_lefts.cluster_id
left join work.touched_clusters as touched_rights on stored_links.right_cluster_id = touched_rights.cluster_id
where
    certain_links.left_cluster_id is null
    and (
        stored_links.relation = 'override'
        or touched_lefts.cluster_id is not null
        or touched_rights.cluster_id is not null
    )
