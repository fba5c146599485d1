-- Certain links that are stored already, with the same score and the same articles.
select
    certain_links.left_cluster_id,
    certain_links.right_cluster_id,
    certain_links.relation
from work.certain_links
inner join dedup.story_edges
    on
        certain_links.left_cluster_id = story_edges.left_cluster_id
        and certain_links.right_cluster_id = story_edges.right_cluster_id
        and certain_links.relation = story_edges.relation
        and certain_links.score = story_edges.score
        and certain_links.left_article_id = story_edges.left_article_id
        and certain_links.right_article_id = story_edges.right_article_id
