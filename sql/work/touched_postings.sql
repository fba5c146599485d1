-- The texts that hold a touched gram, how many they are, how many of them are new, and the smallest number among them.
-- is_query: the text is new, so that its pairs are sought. Counts are here because the rows of a gram are together.
with held as (
    select
        kept.hash,
        fingerprints.text_no,
        new_texts.text_no is not null as is_query
    from dedup.fingerprints
    left join work.new_texts on fingerprints.text_no = new_texts.text_no
    cross join unnest(fingerprints.hashes) as kept (hash)
)

select
    held.hash,
    held.text_no,
    held.is_query,
    cast(count(*) over (partition by held.hash) as integer) as text_count,
    cast(sum(case when held.is_query then 1 else 0 end) over (partition by held.hash) as integer) as query_count,
    min(held.text_no) over (partition by held.hash) as first_text_no
from held
inner join work.touched_grams on held.hash = touched_grams.hash
