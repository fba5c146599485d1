-- The representative texts of the clusters at the left end of unnamed edges; the shared terms are spelled as in them.
select
    story_terms.cluster_id,
    story_terms.language,
    current_articles.title,
    current_articles.text_hash
from work.linked_clusters
inner join dedup.story_terms on linked_clusters.cluster_id = story_terms.cluster_id
inner join staging.current_articles on story_terms.article_id = current_articles.article_id
