-- Pairs of clusters that share a passage: enough of the shorter text, in one piece long enough to be no stock phrase.
with cluster_pairs as (
    select
        least(lefts.cluster_id, rights.cluster_id) as left_cluster_id,
        greatest(lefts.cluster_id, rights.cluster_id) as right_cluster_id,
        case when lefts.cluster_id < rights.cluster_id then lefts.article_id else rights.article_id end
            as left_article_id,
        case when lefts.cluster_id < rights.cluster_id then rights.article_id else lefts.article_id end
            as right_article_id,
        article_pairs.containment
    from dedup.article_pairs
    inner join dedup.cluster_members as lefts on article_pairs.left_article_id = lefts.article_id
    inner join dedup.cluster_members as rights on article_pairs.right_article_id = rights.article_id
    where
        lefts.cluster_id <> rights.cluster_id
        and article_pairs.containment >= 0.2
        and article_pairs.longest_passage_words >= 20
),

ranked_pairs as (
    select
        cluster_pairs.left_cluster_id,
        cluster_pairs.right_cluster_id,
        cluster_pairs.left_article_id,
        cluster_pairs.right_article_id,
        row_number() over (
            partition by cluster_pairs.left_cluster_id, cluster_pairs.right_cluster_id
            order by
                cluster_pairs.containment desc,
                cluster_pairs.left_article_id asc,
                cluster_pairs.right_article_id asc
        ) as position
    from cluster_pairs
)

select
    ranked_pairs.left_cluster_id,
    ranked_pairs.right_cluster_id,
    ranked_pairs.left_article_id,
    ranked_pairs.right_article_id
from ranked_pairs
where ranked_pairs.position = 1
