-- Scored pairs of texts that are clustered again, and whether each is a pair of a large group of reprints.
select
    text_pairs.left_text_no,
    text_pairs.right_text_no,
    text_pairs.score,
    family_pairs.left_text_no is not null as is_reprint
from dedup.text_pairs
inner join work.linked_texts as lefts on text_pairs.left_text_no = lefts.text_no
inner join work.linked_texts as rights on text_pairs.right_text_no = rights.text_no
left join dedup.family_pairs
    on
        text_pairs.left_text_no = family_pairs.left_text_no
        and text_pairs.right_text_no = family_pairs.right_text_no
