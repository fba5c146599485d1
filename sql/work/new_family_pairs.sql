-- Pairs in large groups of reprints that have not been scored yet. A new text may reuse the number of a deleted text,
-- so pairs stored under the number of a new text are ignored.
with known as (
    select
        family_pairs.left_text_no,
        family_pairs.right_text_no
    from dedup.family_pairs
    left join work.new_texts as new_lefts on family_pairs.left_text_no = new_lefts.text_no
    left join work.new_texts as new_rights on family_pairs.right_text_no = new_rights.text_no
    where new_lefts.text_no is null and new_rights.text_no is null
)

select
    family_pairs.left_text_no,
    family_pairs.right_text_no
from work.family_pairs
left join dedup.text_pairs
    on
        family_pairs.left_text_no = text_pairs.left_text_no
        and family_pairs.right_text_no = text_pairs.right_text_no
left join known
    on family_pairs.left_text_no = known.left_text_no and family_pairs.right_text_no = known.right_text_no
where text_pairs.left_text_no is null and known.left_text_no is null
