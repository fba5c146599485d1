-- Edges within the stories that this run decided anew.
select
    story_edges.left_cluster_id,
    story_edges.right_cluster_id,
    story_edges.relation,
    story_edges.score,
    story_edges.days_apart,
    story_edges.left_article_id,
    story_edges.right_article_id,
    story_edges.shared_terms
from work.relinked_clusters
inner join dedup.story_edges on relinked_clusters.cluster_id = story_edges.left_cluster_id
inner join dedup.story_members as lefts on story_edges.left_cluster_id = lefts.cluster_id
inner join dedup.story_members as rights on story_edges.right_cluster_id = rights.cluster_id
where lefts.story_id = rights.story_id
