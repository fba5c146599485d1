-- The grams that upweighted texts share, counted among these alone, and what each is as a stop gram. A pair of
-- upweighted texts counts for more by a gram that both hold.
with counted as (
    select
        upweighted_postings.hash,
        count(*) as text_count,
        min(upweighted_postings.text_no) as first_text_no
    from work.upweighted_postings
    group by upweighted_postings.hash
    having count(*) > 1
)

select
    counted.hash,
    cast(counted.text_count as integer) as text_count,
    cast(counted.text_count as integer) as query_count,
    counted.first_text_no,
    coalesce(cut_grams.text_count, 0) as stored_text_count,
    coalesce(cut_grams.is_boilerplate, false) as is_stored_boilerplate
from counted
left join dedup.cut_grams on counted.hash = cut_grams.hash
