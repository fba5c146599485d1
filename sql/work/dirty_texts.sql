-- Texts whose candidates must be sought: new ones, and holders of a gram that is no longer cut.
select new_texts.text_no
from work.new_texts
union
select fingerprints.text_no
from dedup.fingerprints
inner join work.gram_flips on fingerprints.hash = gram_flips.hash
where not gram_flips.is_cut
