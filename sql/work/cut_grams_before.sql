-- What was cut before this run, of the grams it looks at.
select cut_grams.hash
from dedup.cut_grams
inner join work.touched_grams on cut_grams.hash = touched_grams.hash
