-- Candidate pairs, the text with the smaller hash on the left, by cells: pairs of texts of the same two blocks, so many
-- at most.
with placed as (
    select
        case when lefts.text_hash < rights.text_hash then lefts.text_no else rights.text_no end as left_text_no,
        case when lefts.text_hash < rights.text_hash then rights.text_no else lefts.text_no end as right_text_no,
        lefts.bucket,
        least(lefts.part, rights.part) as low_part,
        greatest(lefts.part, rights.part) as high_part
    from work.candidate_pairs
    inner join work.pair_blocks as lefts on candidate_pairs.left_text_no = lefts.text_no
    inner join work.pair_blocks as rights on candidate_pairs.right_text_no = rights.text_no
),

numbered as (
    select
        placed.left_text_no,
        placed.right_text_no,
        placed.bucket,
        placed.low_part,
        placed.high_part,
        row_number() over (
            partition by placed.bucket, placed.low_part, placed.high_part
            order by placed.left_text_no asc, placed.right_text_no asc
        ) as position
    from placed
)

select
    numbered.left_text_no,
    numbered.right_text_no,
    numbered.bucket,
    numbered.low_part,
    numbered.high_part,
    cast(floor((numbered.position - 1) / $pairs) as integer) as piece
from numbered
