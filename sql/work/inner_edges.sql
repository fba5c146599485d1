-- Edges within the stories that this run decided anew. They are found by the article on their left, of one of these
-- clusters: the rows of ids that begin alike pass most filters.
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
inner join dedup.cluster_members on relinked_clusters.cluster_id = cluster_members.cluster_id
inner join dedup.story_edges
    on
        cluster_members.article_id = story_edges.left_article_id
        and cluster_members.cluster_id = story_edges.left_cluster_id
inner join dedup.story_members as lefts on story_edges.left_cluster_id = lefts.cluster_id
inner join dedup.story_members as rights on story_edges.right_cluster_id = rights.cluster_id
where lefts.story_id = rights.story_id
