-- Links that do not depend on similarity: user rules about stories (must_not_join: score 0), and shared passages.
with rules as (
    select
        overrides.rule,
        least(lefts.cluster_id, rights.cluster_id) as left_cluster_id,
        greatest(lefts.cluster_id, rights.cluster_id) as right_cluster_id,
        case when lefts.cluster_id < rights.cluster_id then lefts.article_id else rights.article_id end
            as left_article_id,
        case when lefts.cluster_id < rights.cluster_id then rights.article_id else lefts.article_id end
            as right_article_id
    from main.overrides
    inner join dedup.cluster_members as lefts on overrides.left_article_id = lefts.article_id
    inner join dedup.cluster_members as rights on overrides.right_article_id = rights.article_id
    where overrides.status = 'obeyed' and overrides.level = 'story'
),

ranked as (
    select
        rules.rule,
        rules.left_cluster_id,
        rules.right_cluster_id,
        rules.left_article_id,
        rules.right_article_id,
        row_number() over (
            partition by rules.left_cluster_id, rules.right_cluster_id
            order by rules.rule desc, rules.left_article_id asc, rules.right_article_id asc
        ) as position
    from rules
    where rules.left_cluster_id <> rules.right_cluster_id
)

select
    ranked.left_cluster_id,
    ranked.right_cluster_id,
    'override' as relation,
    case when ranked.rule = 'must_join' then 10000 else 0 end as score,
    ranked.left_article_id,
    ranked.right_article_id
from ranked
where ranked.position = 1
union all
select
    story_passages.left_cluster_id,
    story_passages.right_cluster_id,
    'shared_passage' as relation,
    10000 as score,
    story_passages.left_article_id,
    story_passages.right_article_id
from work.story_passages
