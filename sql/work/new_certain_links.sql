-- Certain links that are not stored yet, with the times of both clusters.
select
    certain_links.left_cluster_id,
    certain_links.right_cluster_id,
    certain_links.relation,
    certain_links.score,
    certain_links.left_article_id,
    certain_links.right_article_id,
    left_terms.earliest as left_earliest,
    left_terms.latest as left_latest,
    left_terms.fetched as left_fetched,
    right_terms.earliest as right_earliest,
    right_terms.latest as right_latest,
    right_terms.fetched as right_fetched
from work.certain_links
left join dedup.story_terms as left_terms on certain_links.left_cluster_id = left_terms.cluster_id
left join dedup.story_terms as right_terms on certain_links.right_cluster_id = right_terms.cluster_id
left join work.kept_certain_links
    on
        certain_links.left_cluster_id = kept_certain_links.left_cluster_id
        and certain_links.right_cluster_id = kept_certain_links.right_cluster_id
        and certain_links.relation = kept_certain_links.relation
where kept_certain_links.left_cluster_id is null
