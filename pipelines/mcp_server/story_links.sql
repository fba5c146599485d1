select
    left_cluster_id,
    right_cluster_id,
    relation,
    score,
    days_apart,
    shared_terms
from main.story_links
where left_cluster_id in (select cluster_id from main.articles where story_id = $story_id)
order by score desc, left_cluster_id asc, right_cluster_id asc
