-- Clusters whose stories are decided again.
select scope_duplicate_clusters.cluster_id
from work.scope_duplicate_clusters
