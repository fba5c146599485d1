-- The pairs of publishers with most clusters and stories in common.
select *
from overlap
where shared_clusters > 0
order by shared_clusters desc, shared_stories desc, left_publisher_id, right_publisher_id
limit $most
