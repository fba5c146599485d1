-- The texts of the pairs to score, ordered by block. A text of several articles comes once for each.
select
    pair_texts.text_no,
    pair_texts.block,
    text_bodies.body
from staging.text_bodies
inner join dedup.texts on text_bodies.text_hash = texts.text_hash
inner join work.pair_texts on texts.text_no = pair_texts.text_no
order by pair_texts.block, pair_texts.text_no
