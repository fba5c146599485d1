-- Pairs of texts, one of them dirty, with enough uncut grams in common: two, or one in eight of a very short
-- text's, and
-- at least one in fifty of the shorter's. Stored pairs are left out: their score can't change.
with usable as (
    select
        fingerprints.hash,
        fingerprints.text_no,
        dirty_texts.text_no is not null as is_dirty
    from dedup.fingerprints
    left join dedup.cut_grams on fingerprints.hash = cut_grams.hash
    left join work.dirty_texts on fingerprints.text_no = dirty_texts.text_no
    where cut_grams.hash is null
),

dirty as (
    select
        fingerprints.hash,
        fingerprints.text_no
    from dedup.fingerprints
    inner join work.dirty_texts on fingerprints.text_no = dirty_texts.text_no
),

shared as (
    select
        dirty.text_no,
        usable.text_no as other_text_no,
        count(*) as shared_grams
    from dirty
    inner join usable on dirty.hash = usable.hash
    where dirty.text_no < usable.text_no or (not usable.is_dirty and dirty.text_no > usable.text_no)
    group by dirty.text_no, usable.text_no
),

oriented as (
    select
        case when texts.text_hash < others.text_hash then texts.text_no else others.text_no end as left_text_no,
        case when texts.text_hash < others.text_hash then others.text_no else texts.text_no end as right_text_no,
        shared.shared_grams,
        least(texts.gram_count, others.gram_count) as fewer_grams
    from shared
    inner join dedup.texts on shared.text_no = texts.text_no
    inner join dedup.texts as others on shared.other_text_no = others.text_no
)

select
    oriented.left_text_no,
    oriented.right_text_no,
    oriented.shared_grams
from oriented
left join dedup.text_pairs
    on
        oriented.left_text_no = text_pairs.left_text_no
        and oriented.right_text_no = text_pairs.right_text_no
where
    text_pairs.left_text_no is null
    and (oriented.shared_grams >= 2 or oriented.shared_grams * 8 >= oriented.fewer_grams)
    and oriented.shared_grams * 50 >= oriented.fewer_grams
