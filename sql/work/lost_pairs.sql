-- Stored pairs that are no longer candidates: a text is gone; or, with the gram weights of this run, the texts share
-- too little (the rule is in pipelines/core/matching/gram_weights.py) and are no pair of a large group of reprints.
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

lighter as (
    select
        changed_postings.hash,
        changed_postings.text_no
    from work.changed_postings
    where changed_postings.weight_change < 0
),

ungrouped as (
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

uncertain as (
    select
        text_pairs.left_text_no,
        text_pairs.right_text_no
    from dedup.text_pairs
    inner join lighter on text_pairs.left_text_no = lighter.text_no
    inner join lighter as others on text_pairs.right_text_no = others.text_no and lighter.hash = others.hash
    union
    select
        text_pairs.left_text_no,
        text_pairs.right_text_no
    from dedup.text_pairs
    inner join ungrouped
        on text_pairs.left_text_no = ungrouped.left_text_no and text_pairs.right_text_no = ungrouped.right_text_no
),

uncertain_texts as (
    select uncertain.left_text_no as text_no
    from uncertain
    union
    select uncertain.right_text_no as text_no
    from uncertain
),

kept as (
    select
        fingerprints.text_no,
        held.hash
    from dedup.fingerprints
    inner join uncertain_texts on fingerprints.text_no = uncertain_texts.text_no
    cross join unnest(fingerprints.hashes) as held (hash)
),

grams as (
    select
        kept.text_no,
        kept.hash,
        case when cut_grams.hash is null then $full_weight else $reduced_weight end as weight
    from kept
    left join dedup.cut_grams on kept.hash = cut_grams.hash
    where cut_grams.hash is null or (cut_grams.text_count <= $max_df and not cut_grams.is_boilerplate)
),

shared as (
    select
        uncertain.left_text_no,
        uncertain.right_text_no,
        count(*) as shared_grams,
        sum(grams.weight) as weight
    from uncertain
    inner join grams on uncertain.left_text_no = grams.text_no
    inner join grams as others on uncertain.right_text_no = others.text_no and grams.hash = others.hash
    group by uncertain.left_text_no, uncertain.right_text_no
),

recounted as (
    select
        uncertain.left_text_no,
        uncertain.right_text_no,
        coalesce(shared.shared_grams, 0) as shared_grams,
        coalesce(shared.weight, 0) as weight,
        least(texts.gram_count, others.gram_count) as fewer_grams
    from uncertain
    left join shared
        on
            uncertain.left_text_no = shared.left_text_no
            and uncertain.right_text_no = shared.right_text_no
    inner join dedup.texts on uncertain.left_text_no = texts.text_no
    inner join dedup.texts as others on uncertain.right_text_no = others.text_no
)

select
    gone.left_text_no,
    gone.right_text_no
from gone
union
select
    recounted.left_text_no,
    recounted.right_text_no
from recounted
left join work.family_pairs
    on recounted.left_text_no = family_pairs.left_text_no and recounted.right_text_no = family_pairs.right_text_no
where
    family_pairs.left_text_no is null
    and (
        (recounted.weight < $min_weight and recounted.shared_grams * $per_match_short < recounted.fewer_grams)
        or recounted.shared_grams * $per_match < recounted.fewer_grams
    )
