-- The ids come as a list: the view's window passes on a condition on its own columns, but no subquery.
select
    left_cluster_id,
    right_cluster_id,
    relation,
    score,
    days_apart,
    shared_terms
from main.story_links
where list_contains($cluster_ids, left_cluster_id)
order by score desc, left_cluster_id asc, right_cluster_id asc
