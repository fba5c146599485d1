-- Stored pairs that would not be candidates today: a text is gone, or the grams that count for less since this run
-- leave too little in common (pipelines/core/matching/inverted_index.py has the rule) and it is no pair of a large family.
with gone_texts as (
    select touched_texts.text_no
    from work.touched_texts
    left join dedup.texts on touched_texts.text_no = texts.text_no
    where texts.text_no is null
),

gone as (
    select
        text_pairs.left_text_no,
        text_pairs.right_text_no
    from dedup.text_pairs
    inner join gone_texts on text_pairs.left_text_no = gone_texts.text_no
    union
    select
        text_pairs.left_text_no,
        text_pairs.right_text_no
    from dedup.text_pairs
    inner join gone_texts on text_pairs.right_text_no = gone_texts.text_no
),

holders as (
    select
        flip_holders.hash,
        flip_holders.text_no
    from work.flip_holders
    where flip_holders.weight_change < 0
),

left_out as (
    select
        family_pairs.left_text_no,
        family_pairs.right_text_no
    from dedup.family_pairs
    left join work.family_pairs as current_pairs
        on
            family_pairs.left_text_no = current_pairs.left_text_no
            and family_pairs.right_text_no = current_pairs.right_text_no
    where current_pairs.left_text_no is null
),

doubted as (
    select
        text_pairs.left_text_no,
        text_pairs.right_text_no
    from dedup.text_pairs
    inner join holders on text_pairs.left_text_no = holders.text_no
    inner join holders as others on text_pairs.right_text_no = others.text_no and holders.hash = others.hash
    union
    select
        text_pairs.left_text_no,
        text_pairs.right_text_no
    from dedup.text_pairs
    inner join left_out
        on text_pairs.left_text_no = left_out.left_text_no and text_pairs.right_text_no = left_out.right_text_no
),

doubted_texts as (
    select doubted.left_text_no as text_no
    from doubted
    union
    select doubted.right_text_no as text_no
    from doubted
),

kept as (
    select
        fingerprints.text_no,
        held.hash
    from dedup.fingerprints
    inner join doubted_texts on fingerprints.text_no = doubted_texts.text_no
    cross join unnest(fingerprints.hashes) as held (hash)
),

grams as (
    select
        kept.text_no,
        kept.hash,
        case when cut_grams.hash is null then 4 else 1 end as weight
    from kept
    left join dedup.cut_grams on kept.hash = cut_grams.hash
    where cut_grams.hash is null or (cut_grams.text_count <= 200 and not cut_grams.is_boilerplate)
),

recounted as (
    select
        doubted.left_text_no,
        doubted.right_text_no,
        count(*) as shared_grams,
        sum(grams.weight) as weight
    from doubted
    inner join grams on doubted.left_text_no = grams.text_no
    inner join grams as others on doubted.right_text_no = others.text_no and grams.hash = others.hash
    group by doubted.left_text_no, doubted.right_text_no
),

judged as (
    select
        doubted.left_text_no,
        doubted.right_text_no,
        coalesce(recounted.shared_grams, 0) as shared_grams,
        coalesce(recounted.weight, 0) as weight,
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
left join work.family_pairs
    on judged.left_text_no = family_pairs.left_text_no and judged.right_text_no = family_pairs.right_text_no
where
    family_pairs.left_text_no is null
    and (
        (judged.weight < 8 and judged.shared_grams * 8 < judged.fewer_grams)
        or judged.shared_grams * 50 < judged.fewer_grams
    )
