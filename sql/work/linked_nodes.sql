-- Nodes of a linkage: relinked clusters, and boundary clusters with the component they must be in again. They are
-- numbered by article, so that ties do not depend on the order of arrival.
with linked_clusters as (
    select relinked_clusters.cluster_id
    from work.relinked_clusters
    union
    select boundary_clusters.cluster_id
    from work.boundary_clusters
)

select
    row_number() over (order by story_terms.article_id asc) - 1 as node,
    story_terms.cluster_id,
    story_terms.article_id,
    story_terms.since,
    story_terms.until,
    story_terms.is_dated,
    story_terms.word_count,
    story_terms.weekdays,
    story_terms.frame_share,
    story_terms.term_words,
    story_terms.term_weights,
    case when relinked_clusters.cluster_id is null then story_members.component_id end as component_id
from dedup.story_terms
inner join linked_clusters on story_terms.cluster_id = linked_clusters.cluster_id
left join work.relinked_clusters on story_terms.cluster_id = relinked_clusters.cluster_id
left join dedup.story_members on story_terms.cluster_id = story_members.cluster_id
