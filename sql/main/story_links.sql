-- Why clusters are one story: the edges within each; what a person said comes before a passage, that before likeness.
with edges_within as (
    select
        story_edges.left_cluster_id,
        story_edges.right_cluster_id,
        story_edges.relation,
        story_edges.score / 10000.0 as score,
        story_edges.days_apart,
        max(story_edges.shared_terms) over (
            partition by story_edges.left_cluster_id, story_edges.right_cluster_id
        ) as shared_terms,
        story_edges.left_article_id,
        story_edges.right_article_id,
        row_number() over (
            partition by story_edges.left_cluster_id, story_edges.right_cluster_id
            order by case when story_edges.relation = 'override' then 0 else 1 end asc, story_edges.relation desc
        ) as position
    from work.scope_story_links
    inner join dedup.story_edges on scope_story_links.left_cluster_id = story_edges.left_cluster_id
    inner join dedup.story_members as lefts on story_edges.left_cluster_id = lefts.cluster_id
    inner join dedup.story_members as rights on story_edges.right_cluster_id = rights.cluster_id
    where lefts.story_id = rights.story_id and story_edges.score > 0
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
