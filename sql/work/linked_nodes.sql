-- Nodes of a linkage: relinked clusters, and boundary clusters, which must be in one component again with the others of
-- theirs: `before` is its first node. They are numbered by article, so that ties do not depend on the order of arrival,
-- and by the beginnings of ids first, so that no engine has to order all of them in one place.
with linked_clusters as (
    select relinked_clusters.cluster_id
    from work.relinked_clusters
    union
    select boundary_clusters.cluster_id
    from work.boundary_clusters
),

linked_texts as (
    select
        story_terms.cluster_id,
        story_terms.article_id,
        substr(story_terms.article_id, 1, 4) as beginning,
        case when relinked_clusters.cluster_id is null then story_members.component_id end as component_id
    from dedup.story_terms
    inner join linked_clusters on story_terms.cluster_id = linked_clusters.cluster_id
    left join work.relinked_clusters on story_terms.cluster_id = relinked_clusters.cluster_id
    left join dedup.story_members on story_terms.cluster_id = story_members.cluster_id
),

beginnings as (
    select
        linked_texts.beginning,
        count(*) as text_count
    from linked_texts
    group by linked_texts.beginning
),

places_before as (
    select
        beginnings.beginning,
        sum(beginnings.text_count) over (order by beginnings.beginning asc) - beginnings.text_count as texts_before
    from beginnings
),

numbered_texts as (
    select
        linked_texts.cluster_id,
        linked_texts.article_id,
        linked_texts.component_id,
        cast(
            places_before.texts_before - 1
            + row_number() over (partition by linked_texts.beginning order by linked_texts.article_id asc) as integer
        ) as node
    from linked_texts
    inner join places_before on linked_texts.beginning = places_before.beginning
),

first_nodes as (
    select
        numbered_texts.component_id,
        min(numbered_texts.node) as node
    from numbered_texts
    group by numbered_texts.component_id
)

select
    numbered_texts.node,
    numbered_texts.cluster_id,
    numbered_texts.article_id,
    first_nodes.node as before
from numbered_texts
left join first_nodes on numbered_texts.component_id = first_nodes.component_id
