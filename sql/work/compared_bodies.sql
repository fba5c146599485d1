-- The texts of candidate pairs, each once.
select
    pair_blocks.text_no,
    min(text_bodies.body) as body
from work.pair_blocks
inner join staging.text_bodies on pair_blocks.text_hash = text_bodies.text_hash
group by pair_blocks.text_no
