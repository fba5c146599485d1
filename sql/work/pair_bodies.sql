-- The texts whose pairs are scored, in the order of their blocks; a text may stand under several articles.
with bodies as (
    select
        pair_texts.block,
        pair_texts.text_no,
        max(text_bodies.body) as body
    from work.pair_texts
    inner join dedup.texts on pair_texts.text_no = texts.text_no
    inner join staging.text_bodies on texts.text_hash = text_bodies.text_hash
    group by pair_texts.block, pair_texts.text_no
)

select
    bodies.text_no,
    bodies.block,
    bodies.body
from bodies
order by bodies.block, bodies.text_no
