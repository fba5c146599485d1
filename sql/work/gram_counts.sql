-- What the weight of a touched gram depends on, if two texts or more hold it: its texts, those with a known publisher,
-- their publishers, and the days from the first to the last (-1: none known); and what is stored of it as a stop gram.
-- Publishers are not counted of fewer texts than make boilerplate. A text counts once, with its first publisher.
with text_publishers as (
    select
        article_texts.text_no,
        article_texts.publisher_id,
        min(article_texts.seen_on) as first_day,
        max(article_texts.seen_on) as last_day,
        case
            when row_number() over (partition by article_texts.text_no order by article_texts.publisher_id asc) = 1
                then 1
            else 0
        end as texts
    from dedup.article_texts
    where article_texts.publisher_id is not null
    group by article_texts.text_no, article_texts.publisher_id
),

carrying as (
    select
        touched_postings.hash,
        text_publishers.texts,
        text_publishers.first_day,
        text_publishers.last_day,
        dense_rank() over (partition by touched_postings.hash order by text_publishers.publisher_id asc) as publisher_no
    from work.touched_postings
    inner join text_publishers on touched_postings.text_no = text_publishers.text_no
    where touched_postings.text_count >= $min_boilerplate_texts
),

carriers as (
    select
        carrying.hash,
        sum(carrying.texts) as carried,
        max(carrying.publisher_no) as publisher_count,
        date_diff('day', min(carrying.first_day), max(carrying.last_day)) as day_span
    from carrying
    group by carrying.hash
)

select
    touched_postings.hash,
    touched_postings.text_count,
    touched_postings.query_count,
    touched_postings.first_text_no,
    cast(coalesce(carriers.carried, 0) as integer) as carried,
    cast(coalesce(carriers.publisher_count, 0) as integer) as publisher_count,
    cast(coalesce(carriers.day_span, -1) as integer) as day_span,
    coalesce(cut_grams.text_count, 0) as stored_text_count,
    coalesce(cut_grams.is_boilerplate, false) as is_stored_boilerplate
from work.touched_postings
left join carriers on touched_postings.hash = carriers.hash
left join dedup.cut_grams on touched_postings.hash = cut_grams.hash
where touched_postings.text_count > 1 and touched_postings.text_no = touched_postings.first_text_no
