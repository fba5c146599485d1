-- Clusters whose edges by content are found again: those that changed or are gone, and those that were weighed again.
select changed_story_clusters.cluster_id
from work.changed_story_clusters
union
select weighed_clusters.cluster_id
from work.weighed_clusters
