-- Pairs of clusters that share a passage, one at least being looked at again: enough of the shorter text, in one piece
-- long enough to be no stock phrase.
with touched_texts as (
    select distinct article_texts.text_no
    from work.touched_clusters
    inner join dedup.cluster_members on touched_clusters.cluster_id = cluster_members.cluster_id
    inner join dedup.article_texts on cluster_members.article_id = article_texts.article_id
),

passages as (
    select
        article_pairs.left_article_id,
        article_pairs.right_article_id,
        article_pairs.containment
    from dedup.article_pairs
    inner join touched_texts on article_pairs.passage_text_no = touched_texts.text_no
    where article_pairs.containment >= 0.2 and article_pairs.longest_passage_words >= 20
    union
    select
        article_pairs.left_article_id,
        article_pairs.right_article_id,
        article_pairs.containment
    from dedup.article_pairs
    inner join touched_texts on article_pairs.other_text_no = touched_texts.text_no
    where article_pairs.containment >= 0.2 and article_pairs.longest_passage_words >= 20
),

cluster_pairs as (
    select
        least(lefts.cluster_id, rights.cluster_id) as left_cluster_id,
        greatest(lefts.cluster_id, rights.cluster_id) as right_cluster_id,
        case when lefts.cluster_id < rights.cluster_id then lefts.article_id else rights.article_id end
            as left_article_id,
        case when lefts.cluster_id < rights.cluster_id then rights.article_id else lefts.article_id end
            as right_article_id,
        passages.containment
    from passages
    inner join dedup.cluster_members as lefts on passages.left_article_id = lefts.article_id
    inner join dedup.cluster_members as rights on passages.right_article_id = rights.article_id
    left join work.touched_clusters as touched_lefts on lefts.cluster_id = touched_lefts.cluster_id
    left join work.touched_clusters as touched_rights on rights.cluster_id = touched_rights.cluster_id
    where
        lefts.cluster_id <> rights.cluster_id
        and (touched_lefts.cluster_id is not null or touched_rights.cluster_id is not null)
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
