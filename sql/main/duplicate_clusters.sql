-- Each cluster with the article that stands for it: the most complete, then the most prose that is nobody's
-- standing
-- lines (within a twentieth of the best counts as equal), of those the least besides, then the first, then the
-- smallest id.
with members as (
    select
        cluster_members.cluster_id,
        current_articles.article_id,
        current_articles.publisher_id,
        current_articles.published_date,
        current_articles.published_earliest,
        current_articles.published_latest,
        article_texts.text_no,
        case current_articles.text_completeness
            when 'full' then 0
            when 'partial' then 1
            when 'teaser' then 2
            else 3
        end as incompleteness
    from work.scope_duplicate_clusters
    inner join dedup.cluster_members on scope_duplicate_clusters.cluster_id = cluster_members.cluster_id
    inner join staging.current_articles on cluster_members.article_id = current_articles.article_id
    left join dedup.article_texts on cluster_members.article_id = article_texts.article_id
),

larger as (
    select members.cluster_id
    from members
    group by members.cluster_id
    having count(*) > 1
),

several as (
    select distinct members.text_no
    from members
    inner join larger on members.cluster_id = larger.cluster_id
    where members.text_no is not null
),

kept as (
    select
        several.text_no,
        held.hash
    from several
    inner join dedup.fingerprints on several.text_no = fingerprints.text_no
    cross join unnest(fingerprints.hashes) as held (hash)
),

standing_lines as (
    select
        kept.text_no,
        count(*) as cut_count
    from kept
    inner join dedup.cut_grams on kept.hash = cut_grams.hash
    where cut_grams.is_boilerplate
    group by kept.text_no
),

worth as (
    select
        members.cluster_id,
        members.article_id,
        members.incompleteness,
        members.published_earliest,
        members.published_latest,
        coalesce(texts.word_count, 0) as word_count,
        coalesce(texts.prose_words, 0)
        * (1 - coalesce(standing_lines.cut_count, 0) / greatest(coalesce(texts.gram_count, 1), 1))
            as credible_words
    from members
    left join dedup.texts on members.text_no = texts.text_no
    left join standing_lines on members.text_no = standing_lines.text_no
),

best as (
    select
        worth.cluster_id,
        worth.incompleteness,
        max(worth.credible_words) as credible_words
    from worth
    group by worth.cluster_id, worth.incompleteness
),

ranked as (
    select
        worth.cluster_id,
        worth.article_id,
        row_number() over (
            partition by worth.cluster_id
            order by
                worth.incompleteness asc,
                case when worth.credible_words * 20 >= best.credible_words * 19 then 0 else 1 end asc,
                case
                    when worth.credible_words * 20 >= best.credible_words * 19
                        then worth.word_count - worth.credible_words
                    else -worth.credible_words
                end asc,
                worth.published_latest asc nulls last,
                worth.article_id asc
        ) as representative_rank
    from worth
    inner join best on worth.cluster_id = best.cluster_id and worth.incompleteness = best.incompleteness
),

in_time as (
    select
        members.cluster_id,
        members.article_id,
        members.published_latest,
        row_number() over (
            partition by members.cluster_id
            order by members.published_latest asc nulls last, members.article_id asc
        ) as time_rank,
        count(*) over (partition by members.cluster_id) as article_count
    from members
),

others_begin as (
    select
        members.cluster_id,
        min(members.published_earliest) as earliest,
        count(*) = count(members.published_earliest) as all_known
    from members
    inner join in_time on members.article_id = in_time.article_id
    where in_time.time_rank > 1
    group by members.cluster_id
),

firsts as (
    select
        in_time.cluster_id,
        in_time.article_id
    from in_time
    left join others_begin on in_time.cluster_id = others_begin.cluster_id
    where
        in_time.time_rank = 1
        and (
            in_time.article_count = 1
            or (others_begin.all_known and in_time.published_latest <= others_begin.earliest)
        )
),

counted as (
    select
        members.cluster_id,
        count(*) as article_count,
        count(distinct members.publisher_id) as publisher_count,
        min(members.published_date) as first_published_date,
        max(members.published_date) as last_published_date
    from members
    group by members.cluster_id
)

select
    counted.cluster_id,
    ranked.article_id as representative_article_id,
    firsts.article_id as first_article_id,
    cast(counted.article_count as integer) as article_count,
    cast(counted.publisher_count as integer) as publisher_count,
    counted.first_published_date,
    counted.last_published_date
from counted
inner join ranked on counted.cluster_id = ranked.cluster_id and ranked.representative_rank = 1
left join firsts on counted.cluster_id = firsts.cluster_id
