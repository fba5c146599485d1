-- Stored pairs that would not be candidates today: a text is gone, or the grams cut by this run leave too few in
-- common.
with newly_cut as (
    select gram_flips.hash
    from work.gram_flips
    where gram_flips.is_cut
),

gone as (
    select
        text_pairs.left_text_no,
        text_pairs.right_text_no
    from dedup.text_pairs
    left join dedup.texts on text_pairs.left_text_no = texts.text_no
    left join dedup.texts as others on text_pairs.right_text_no = others.text_no
    where texts.text_no is null or others.text_no is null
),

holders as (
    select
        fingerprints.hash,
        fingerprints.text_no
    from dedup.fingerprints
    inner join newly_cut on fingerprints.hash = newly_cut.hash
),

doubted as (
    select distinct
        text_pairs.left_text_no,
        text_pairs.right_text_no
    from dedup.text_pairs
    inner join holders on text_pairs.left_text_no = holders.text_no
    inner join holders as others on text_pairs.right_text_no = others.text_no and holders.hash = others.hash
),

recounted as (
    select
        doubted.left_text_no,
        doubted.right_text_no,
        count(*) as shared_grams
    from doubted
    inner join dedup.fingerprints on doubted.left_text_no = fingerprints.text_no
    inner join dedup.fingerprints as others
        on doubted.right_text_no = others.text_no and fingerprints.hash = others.hash
    left join dedup.cut_grams on fingerprints.hash = cut_grams.hash
    where cut_grams.hash is null
    group by doubted.left_text_no, doubted.right_text_no
),

judged as (
    select
        doubted.left_text_no,
        doubted.right_text_no,
        coalesce(recounted.shared_grams, 0) as shared_grams,
        least(texts.gram_count, others.gram_count) as fewer_grams
    from doubted
    left join recounted
        on
            doubted.left_text_no = recounted.left_text_no
            and doubted.right_text_no = recounted.right_text_no
    inner join dedup.texts on doubted.left_text_no = texts.text_no
    inner join dedup.texts as others on doubted.right_text_no = others.text_no
)

select
    gone.left_text_no,
    gone.right_text_no
from gone
union
select
    judged.left_text_no,
    judged.right_text_no
from judged
where
    (judged.shared_grams < 2 and judged.shared_grams * 8 < judged.fewer_grams)
    or judged.shared_grams * 50 < judged.fewer_grams
