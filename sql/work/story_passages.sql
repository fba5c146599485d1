-- Pairs of clusters that share a passage, at least one of them touched. The passage must cover enough of the shorter
-- text and be too long for a stock phrase. Pairs of texts become pairs of their representative articles; each of these
-- is also paired with the other articles of its text. What two texts of one publisher share may be its standing text:
-- it is no such passage.
with touched_texts as (
    select distinct article_texts.text_no
    from work.touched_clusters
    inner join dedup.cluster_members on touched_clusters.cluster_id = cluster_members.cluster_id
    inner join dedup.article_texts on cluster_members.article_id = article_texts.article_id
),

passages as (
    select
        text_pairs.left_text_no,
        text_pairs.right_text_no,
        text_pairs.containment
    from dedup.text_pairs
    inner join touched_texts on text_pairs.left_text_no = touched_texts.text_no
    where text_pairs.containment >= 0.2 and text_pairs.passage_words >= 20
    union
    select
        text_pairs.left_text_no,
        text_pairs.right_text_no,
        text_pairs.containment
    from dedup.text_pairs
    inner join touched_texts on text_pairs.right_text_no = touched_texts.text_no
    where text_pairs.containment >= 0.2 and text_pairs.passage_words >= 20
),

article_pairs as (
    select
        least(lefts.article_id, rights.article_id) as left_article_id,
        greatest(lefts.article_id, rights.article_id) as right_article_id,
        passages.containment
    from passages
    inner join dedup.article_texts as lefts on passages.left_text_no = lefts.text_no
    inner join dedup.article_texts as rights on passages.right_text_no = rights.text_no
    where
        lefts.article_id = lefts.star_article_id
        and rights.article_id = rights.star_article_id
        and not coalesce(lefts.publisher_id = rights.publisher_id, false)
    union all
    select
        article_texts.star_article_id as left_article_id,
        article_texts.article_id as right_article_id,
        cast(1 as double) as containment
    from touched_texts
    inner join dedup.article_texts on touched_texts.text_no = article_texts.text_no
    inner join dedup.texts on touched_texts.text_no = texts.text_no
    where article_texts.article_id <> article_texts.star_article_id and texts.word_count >= 20
),

cluster_pairs as (
    select
        least(lefts.cluster_id, rights.cluster_id) as left_cluster_id,
        greatest(lefts.cluster_id, rights.cluster_id) as right_cluster_id,
        case when lefts.cluster_id < rights.cluster_id then lefts.article_id else rights.article_id end
            as left_article_id,
        case when lefts.cluster_id < rights.cluster_id then rights.article_id else lefts.article_id end
            as right_article_id,
        article_pairs.containment
    from article_pairs
    inner join dedup.cluster_members as lefts on article_pairs.left_article_id = lefts.article_id
    inner join dedup.cluster_members as rights on article_pairs.right_article_id = rights.article_id
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
