-- What the weight of a touched gram depends on, if two texts or more hold it: its texts, those with a known publisher,
-- their publishers, and the days from the first to the last (-1: none known); and what is stored of it as a stop gram.
-- Publishers are not counted of fewer texts than make boilerplate.
with counted as (
    select
        touched_postings.hash,
        count(*) as text_count,
        sum(case when touched_postings.is_query then 1 else 0 end) as query_count,
        min(touched_postings.text_no) as first_text_no
    from work.touched_postings
    group by touched_postings.hash
    having count(*) > 1
),

carriers as (
    select
        touched_postings.hash,
        count(distinct touched_postings.text_no) as carried,
        count(distinct article_texts.publisher_id) as publisher_count,
        date_diff('day', min(article_texts.seen_on), max(article_texts.seen_on)) as day_span
    from counted
    inner join work.touched_postings on counted.hash = touched_postings.hash
    inner join dedup.article_texts on touched_postings.text_no = article_texts.text_no
    where counted.text_count >= $min_boilerplate_texts and article_texts.publisher_id is not null
    group by touched_postings.hash
)

select
    counted.hash,
    cast(counted.text_count as integer) as text_count,
    cast(counted.query_count as integer) as query_count,
    counted.first_text_no,
    cast(coalesce(carriers.carried, 0) as integer) as carried,
    cast(coalesce(carriers.publisher_count, 0) as integer) as publisher_count,
    cast(coalesce(carriers.day_span, -1) as integer) as day_span,
    coalesce(cut_grams.text_count, 0) as stored_text_count,
    coalesce(cut_grams.is_boilerplate, false) as is_stored_boilerplate
from counted
left join carriers on counted.hash = carriers.hash
left join dedup.cut_grams on counted.hash = cut_grams.hash
