-- Why clusters are one story: the edges within it. User rules take precedence over passages, passages over content.
with edges_within as (
    select
        inner_edges.left_cluster_id,
        inner_edges.right_cluster_id,
        inner_edges.relation,
        inner_edges.score / 10000.0 as score,
        inner_edges.days_apart,
        max(inner_edges.shared_terms) over (
            partition by inner_edges.left_cluster_id, inner_edges.right_cluster_id
        ) as shared_terms,
        inner_edges.left_article_id,
        inner_edges.right_article_id,
        row_number() over (
            partition by inner_edges.left_cluster_id, inner_edges.right_cluster_id
            order by case when inner_edges.relation = 'override' then 0 else 1 end asc, inner_edges.relation desc
        ) as position
    from work.scope_story_links
    inner join work.inner_edges on scope_story_links.left_cluster_id = inner_edges.left_cluster_id
    where inner_edges.score > 0
)

select
    edges_within.left_cluster_id,
    edges_within.right_cluster_id,
    edges_within.relation,
    cast(edges_within.score as double) as score,
    edges_within.days_apart,
    edges_within.shared_terms,
    edges_within.left_article_id,
    edges_within.right_article_id
from edges_within
where edges_within.position = 1
