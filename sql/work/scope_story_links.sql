-- Clusters whose links this run rewrites. Both ends of a link are in one component, and a component is decided as a
-- whole, so every link that was added, removed or changed has one of these clusters on its left.
select relinked_clusters.cluster_id as left_cluster_id
from work.relinked_clusters
