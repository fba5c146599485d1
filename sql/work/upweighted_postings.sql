-- The grams of upweighted texts; is_query: the pairs of all of them are sought.
select
    kept.hash,
    fingerprints.text_no,
    true as is_query
from dedup.fingerprints
inner join work.upweighted_texts on fingerprints.text_no = upweighted_texts.text_no
cross join unnest(fingerprints.hashes) as kept (hash)
