-- Each cluster with its representative: the most complete article, then the one with the most prose that is not
-- boilerplate (within a twentieth of the best counts as equal), then the one with the least other text, then the first,
-- then the one with the smallest id.
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

larger_clusters as (
    select members.cluster_id
    from members
    group by members.cluster_id
    having count(*) > 1
),

compared_texts as (
    select distinct members.text_no
    from members
    inner join larger_clusters on members.cluster_id = larger_clusters.cluster_id
    where members.text_no is not null
),

grams as (
    select
        compared_texts.text_no,
        held.hash
    from compared_texts
    inner join dedup.fingerprints on compared_texts.text_no = fingerprints.text_no
    cross join unnest(fingerprints.hashes) as held (hash)
),

boilerplate as (
    select
        grams.text_no,
        count(*) as gram_count
    from grams
    inner join dedup.cut_grams on grams.hash = cut_grams.hash
    where cut_grams.is_boilerplate
    group by grams.text_no
),

credibility as (
    select
        members.cluster_id,
        members.article_id,
        members.incompleteness,
        members.published_earliest,
        members.published_latest,
        coalesce(texts.word_count, 0) as word_count,
        coalesce(texts.prose_words, 0)
        * (1 - coalesce(boilerplate.gram_count, 0) / greatest(coalesce(texts.gram_count, 1), 1))
            as credible_words
    from members
    left join dedup.texts on members.text_no = texts.text_no
    left join boilerplate on members.text_no = boilerplate.text_no
),

best as (
    select
        credibility.cluster_id,
        credibility.incompleteness,
        max(credibility.credible_words) as credible_words
    from credibility
    group by credibility.cluster_id, credibility.incompleteness
),

ranked as (
    select
        credibility.cluster_id,
        credibility.article_id,
        row_number() over (
            partition by credibility.cluster_id
            order by
                credibility.incompleteness asc,
                case when credibility.credible_words * 20 >= best.credible_words * 19 then 0 else 1 end asc,
                case
                    when credibility.credible_words * 20 >= best.credible_words * 19
                        then credibility.word_count - credibility.credible_words
                    else -credibility.credible_words
                end asc,
                credibility.published_latest asc nulls last,
                credibility.article_id asc
        ) as representative_rank
    from credibility
    inner join best on credibility.cluster_id = best.cluster_id and credibility.incompleteness = best.incompleteness
),

by_time as (
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

other_articles as (
    select
        members.cluster_id,
        min(members.published_earliest) as earliest,
        count(*) = count(members.published_earliest) as all_known
    from members
    inner join by_time on members.article_id = by_time.article_id
    where by_time.time_rank > 1
    group by members.cluster_id
),

firsts as (
    select
        by_time.cluster_id,
        by_time.article_id
    from by_time
    left join other_articles on by_time.cluster_id = other_articles.cluster_id
    where
        by_time.time_rank = 1
        and (
            by_time.article_count = 1
            or (other_articles.all_known and by_time.published_latest <= other_articles.earliest)
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
