-- How many texts hold a gram, how many publishers carried them, and over how many days.
with held as (
    select
        fingerprints.hash,
        count(*) as text_count
    from dedup.fingerprints
    inner join work.touched_grams on fingerprints.hash = touched_grams.hash
    group by fingerprints.hash
    having count(*) >= 4
),

carried as (
    select
        held.hash,
        count(distinct article_texts.text_no) as carried_count,
        count(distinct article_texts.publisher_id) as publisher_count,
        date_diff('day', min(article_texts.seen_on), max(article_texts.seen_on)) as day_span
    from held
    inner join dedup.fingerprints on held.hash = fingerprints.hash
    inner join dedup.article_texts on fingerprints.text_no = article_texts.text_no
    where article_texts.publisher_id is not null
    group by held.hash
)

select
    held.hash,
    held.text_count,
    coalesce(carried.carried_count, 0) as carried_count,
    coalesce(carried.publisher_count, 0) as publisher_count,
    carried.day_span
from held
left join carried on held.hash = carried.hash
