-- Pairs of clusters that share a passage, at least one of them touched. The passage must cover enough of the shorter
-- text and be too long for a stock phrase. Pairs of texts become pairs of their representative articles; each of these
-- is also paired with the other articles of its text. What two texts of one publisher share may be its standing text:
-- it is no such passage. Nearly all pairs are within one cluster, which a number of it tells before ids are looked up;
-- it does so in a `case`, for DuckDB would join all numbers that differ, and then the pairs.
with members as (
    select
        article_texts.text_no,
        article_texts.article_id,
        article_texts.publisher_id,
        article_texts.article_id = article_texts.star_article_id as is_star,
        cluster_members.cluster_id,
        touched_clusters.cluster_id is not null as is_touched
    from dedup.article_texts
    inner join dedup.cluster_members on article_texts.article_id = cluster_members.article_id
    left join work.touched_clusters on cluster_members.cluster_id = touched_clusters.cluster_id
),

numbered as (
    select
        members.text_no,
        members.is_touched,
        min(members.text_no) over (partition by members.cluster_id) as cluster_no
    from members
    where members.is_star
),

passages as (
    select
        text_pairs.left_text_no,
        text_pairs.right_text_no,
        text_pairs.containment
    from dedup.text_pairs
    inner join numbered as lefts on text_pairs.left_text_no = lefts.text_no
    inner join numbered as rights on text_pairs.right_text_no = rights.text_no
    where
        text_pairs.containment >= 0.2
        and text_pairs.passage_words >= 20
        and case when lefts.is_touched or rights.is_touched then lefts.cluster_no <> rights.cluster_no else false end
),

article_pairs as (
    select
        lefts.cluster_id as one_cluster_id,
        lefts.article_id as one_article_id,
        rights.cluster_id as other_cluster_id,
        rights.article_id as other_article_id,
        passages.containment
    from passages
    inner join members as lefts on passages.left_text_no = lefts.text_no
    inner join members as rights on passages.right_text_no = rights.text_no
    where lefts.is_star and rights.is_star and not coalesce(lefts.publisher_id = rights.publisher_id, false)
    union all
    select
        stars.cluster_id as one_cluster_id,
        stars.article_id as one_article_id,
        others.cluster_id as other_cluster_id,
        others.article_id as other_article_id,
        cast(1 as double) as containment
    from members as stars
    inner join members as others on stars.text_no = others.text_no
    inner join dedup.texts on stars.text_no = texts.text_no
    where
        stars.is_star
        and not others.is_star
        and stars.cluster_id <> others.cluster_id
        and (stars.is_touched or others.is_touched)
        and texts.word_count >= 20
),

cluster_pairs as (
    select
        least(article_pairs.one_cluster_id, article_pairs.other_cluster_id) as left_cluster_id,
        greatest(article_pairs.one_cluster_id, article_pairs.other_cluster_id) as right_cluster_id,
        case
            when article_pairs.one_cluster_id < article_pairs.other_cluster_id then article_pairs.one_article_id
            else article_pairs.other_article_id
        end as left_article_id,
        case
            when article_pairs.one_cluster_id < article_pairs.other_cluster_id then article_pairs.other_article_id
            else article_pairs.one_article_id
        end as right_article_id,
        article_pairs.containment
    from article_pairs
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
