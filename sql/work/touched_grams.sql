-- The grams of touched texts, and stop grams that are too common to be followed: their texts are large groups of
-- reprints.
select held.hash
from dedup.fingerprints
inner join work.touched_texts on fingerprints.text_no = touched_texts.text_no
cross join unnest(fingerprints.hashes) as held (hash)
union
select cut_grams.hash
from dedup.cut_grams
where cut_grams.text_count > $max_df and not cut_grams.is_boilerplate
