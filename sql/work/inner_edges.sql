-- Edges within the stories that this run decided. They are looked up by left article, not by left cluster: cluster ids
-- share a prefix, which makes the engine's filters ineffective.
with of_articles as (
    select
        story_edges.left_cluster_id,
        story_edges.right_cluster_id,
        story_edges.relation,
        story_edges.score,
        story_edges.days_apart,
        story_edges.left_article_id,
        story_edges.right_article_id,
        story_edges.shared_terms
    from dedup.story_edges
    where story_edges.left_article_id in (
        select cluster_members.article_id
        from work.relinked_clusters
        inner join dedup.cluster_members on relinked_clusters.cluster_id = cluster_members.cluster_id
    )
)

select
    of_articles.left_cluster_id,
    of_articles.right_cluster_id,
    of_articles.relation,
    of_articles.score,
    of_articles.days_apart,
    of_articles.left_article_id,
    of_articles.right_article_id,
    of_articles.shared_terms
from of_articles
inner join dedup.story_members as lefts on of_articles.left_cluster_id = lefts.cluster_id
inner join dedup.story_members as rights on of_articles.right_cluster_id = rights.cluster_id
where lefts.story_id = rights.story_id
