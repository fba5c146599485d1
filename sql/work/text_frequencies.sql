-- The terms of each part of work.weighed_texts with the number of texts of the period that have them, and its grams
-- that another text of the period has too.
with numbers as (
    select
        weighed_texts.language,
        weighed_texts.period,
        weighed_texts.part,
        false as is_gram,
        cast(hashed.term_hash as bigint) as number
    from work.weighed_texts
    inner join work.term_hashes on weighed_texts.cluster_id = term_hashes.cluster_id
    cross join unnest(term_hashes.term_hashes) as hashed (term_hash)
    union all
    select
        weighed_texts.language,
        weighed_texts.period,
        weighed_texts.part,
        true as is_gram,
        kept.hash as number
    from work.weighed_texts
    cross join unnest(weighed_texts.grams) as kept (hash)
),

counts as (
    select
        numbers.language,
        numbers.period,
        numbers.part,
        numbers.is_gram,
        numbers.number,
        count(*) as texts
    from numbers
    group by numbers.language, numbers.period, numbers.part, numbers.is_gram, numbers.number
),

frequencies as (
    select
        counts.language,
        counts.period,
        counts.part,
        counts.is_gram,
        counts.number,
        cast(
            sum(counts.texts) over (
                partition by counts.language, counts.period, counts.is_gram, counts.number
            ) as bigint
        ) as texts
    from counts
)

select
    frequencies.language,
    frequencies.period,
    frequencies.part,
    frequencies.is_gram,
    frequencies.number,
    frequencies.texts
from frequencies
where not frequencies.is_gram or frequencies.texts > 1
