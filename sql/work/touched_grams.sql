-- Grams of the texts whose articles changed; every other gram stands where it stood.
select distinct fingerprints.hash
from dedup.fingerprints
inner join work.touched_texts on fingerprints.text_no = touched_texts.text_no
