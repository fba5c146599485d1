-- Texts of changed articles that are new, and the numbers they get: those after the largest in use, by hash. Counted by
-- the beginnings of hashes, because one window over all rows would be one task.
with wanted as (
    select distinct
        substr(article_changes.text_hash, 1, 4) as beginning,
        article_changes.text_hash
    from work.article_changes
    left join dedup.texts on article_changes.text_hash = texts.text_hash
    where article_changes.text_hash is not null and texts.text_hash is null
),

used as (
    select coalesce(max(texts.text_no), -1) as last_no
    from dedup.texts
),

counted as (
    select
        wanted.beginning,
        count(*) as texts
    from wanted
    group by wanted.beginning
),

begun as (
    select
        counted.beginning,
        sum(counted.texts) over (order by counted.beginning) - counted.texts as texts_before
    from counted
)

select
    cast(
        used.last_no
        + begun.texts_before
        + row_number() over (partition by wanted.beginning order by wanted.text_hash)
        as integer
    ) as text_no,
    wanted.text_hash
from wanted
inner join begun on wanted.beginning = begun.beginning
cross join used
