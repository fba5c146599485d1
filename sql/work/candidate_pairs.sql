-- Pairs of texts to be scored, the smaller number first: they share enough (the rule is in
-- pipelines/core/matching/gram_weights.py) and are not stored yet, or are new pairs of a large group of reprints.
with shared as (
    select
        shared_grams.left_text_no,
        shared_grams.right_text_no,
        sum(shared_grams.weight) as weight,
        sum(shared_grams.grams) as grams
    from work.shared_grams
    group by shared_grams.left_text_no, shared_grams.right_text_no
),

stored as (
    select
        least(text_pairs.left_text_no, text_pairs.right_text_no) as left_text_no,
        greatest(text_pairs.left_text_no, text_pairs.right_text_no) as right_text_no
    from dedup.text_pairs
)

select
    shared.left_text_no,
    shared.right_text_no
from shared
inner join dedup.texts on shared.left_text_no = texts.text_no
inner join dedup.texts as others on shared.right_text_no = others.text_no
left join stored on shared.left_text_no = stored.left_text_no and shared.right_text_no = stored.right_text_no
where
    stored.left_text_no is null
    and (
        shared.weight >= $min_weight
        or shared.grams * $per_match_short >= least(texts.gram_count, others.gram_count)
    )
    and shared.grams * $per_match >= least(texts.gram_count, others.gram_count)
union
select
    least(new_family_pairs.left_text_no, new_family_pairs.right_text_no) as left_text_no,
    greatest(new_family_pairs.left_text_no, new_family_pairs.right_text_no) as right_text_no
from work.new_family_pairs
