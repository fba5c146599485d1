-- The texts whose pairs are scored, in the order of their blocks; a text that stands under several articles comes as
-- often.
select
    pair_texts.text_no,
    pair_texts.block,
    text_bodies.body
from work.pair_texts
inner join dedup.texts on pair_texts.text_no = texts.text_no
inner join staging.text_bodies on texts.text_hash = text_bodies.text_hash
order by pair_texts.block, pair_texts.text_no
