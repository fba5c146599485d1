-- Clusters whose stories may be others now: those that changed or were compared again, and the ends of lost and new
-- certain links.
select compared_clusters.cluster_id
from work.compared_clusters
union
select lost_certain_links.left_cluster_id
from work.lost_certain_links
union
select lost_certain_links.right_cluster_id
from work.lost_certain_links
union
select new_certain_links.left_cluster_id
from work.new_certain_links
union
select new_certain_links.right_cluster_id
from work.new_certain_links
