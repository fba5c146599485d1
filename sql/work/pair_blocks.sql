-- The texts of candidate pairs by blocks of some words: connected texts share a block as far as they fit. Components
-- are spread over buckets; within a bucket a block is a part of its words.
with placed as (
    select
        texts.text_no,
        texts.text_hash,
        texts.word_count,
        pair_components.component,
        pair_components.component % $buckets as bucket
    from work.pair_components
    inner join dedup.texts on pair_components.key = texts.text_no
),

counted as (
    select
        placed.text_no,
        placed.text_hash,
        placed.bucket,
        sum(placed.word_count) over (
            partition by placed.bucket order by placed.component asc, placed.text_no asc
        ) as words
    from placed
)

select
    counted.text_no,
    counted.text_hash,
    cast(counted.bucket as integer) as bucket,
    cast(floor(counted.words / $words) as integer) as part
from counted
