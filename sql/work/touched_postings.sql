-- The texts that hold a touched gram; is_query: the text is new, so that its pairs are sought.
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
    held.is_query
from held
inner join work.touched_grams on held.hash = touched_grams.hash
