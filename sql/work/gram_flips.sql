-- Grams whose cut this run turned over.
select
    coalesce(judged_grams.hash, cut_grams_before.hash) as hash,
    judged_grams.hash is not null as is_cut
from work.cut_grams_before
full join work.judged_grams on cut_grams_before.hash = judged_grams.hash
where judged_grams.hash is null or cut_grams_before.hash is null
