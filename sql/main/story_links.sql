-- Why clusters are one story: the edges within it. A user rule comes before a passage, a passage before content.
with edges_within as (
    select
        story_edges.left_cluster_id,
        story_edges.right_cluster_id,
        story_edges.relation,
        case
            when story_edges.relation = 'same_event'
                then round(1.0 / (1.0 + exp((860 - story_edges.score) / cast(250 as double))), 4)
            else 1.0
        end as score,
        story_edges.days_apart,
        max(story_edges.shared_terms) over (
            partition by story_edges.left_cluster_id, story_edges.right_cluster_id
        ) as shared_terms,
        coalesce(story_edges.left_article_id, left_terms.article_id) as left_article_id,
        coalesce(story_edges.right_article_id, right_terms.article_id) as right_article_id,
        row_number() over (
            partition by story_edges.left_cluster_id, story_edges.right_cluster_id
            order by case when story_edges.relation = 'override' then 0 else 1 end asc, story_edges.relation desc
        ) as position
    from dedup.story_edges
    inner join dedup.story_members as lefts on story_edges.left_cluster_id = lefts.cluster_id
    inner join dedup.story_members as rights on story_edges.right_cluster_id = rights.cluster_id
    left join dedup.story_terms as left_terms on story_edges.left_cluster_id = left_terms.cluster_id
    left join dedup.story_terms as right_terms on story_edges.right_cluster_id = right_terms.cluster_id
    where story_edges.score > 0 and story_edges.relation <> 'fillings' and lefts.story_id = rights.story_id
)

select
    edges_within.left_cluster_id,
    edges_within.right_cluster_id,
    edges_within.relation,
    cast(edges_within.score as double) as score,
    edges_within.days_apart,
    edges_within.shared_terms,
    edges_within.left_article_id,
    edges_within.right_article_id
from edges_within
where edges_within.position = 1
