-- Clusters whose links this run writes anew. Both ends of a link are of one component, and a component is decided anew
-- as a whole: so each link that came, went or changed has one of these on its left.
select relinked_clusters.cluster_id as left_cluster_id
from work.relinked_clusters
