-- Edges by content, within the stories decided in this run, whose shared terms are still unknown. In other stories all
-- edges have theirs.
select
    inner_edges.left_cluster_id,
    inner_edges.right_cluster_id,
    inner_edges.relation,
    inner_edges.score,
    inner_edges.days_apart,
    inner_edges.left_article_id,
    inner_edges.right_article_id
from work.inner_edges
where inner_edges.relation = 'same_event' and inner_edges.shared_terms is null
order by inner_edges.left_cluster_id, inner_edges.right_cluster_id
