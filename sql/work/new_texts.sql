-- Texts of changed articles that are new, and the numbers they get: those after the largest in use.
with wanted as (
    select distinct article_changes.text_hash
    from work.article_changes
    left join dedup.texts on article_changes.text_hash = texts.text_hash
    where article_changes.text_hash is not null and texts.text_hash is null
),

used as (
    select coalesce(max(texts.text_no), -1) as last_no
    from dedup.texts
)

select
    cast(used.last_no + row_number() over (order by wanted.text_hash) as integer) as text_no,
    wanted.text_hash
from wanted
cross join used
