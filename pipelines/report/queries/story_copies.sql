-- Two copies out of each story to be shown side by side: of two publishers, not identical, with a long passage.
with members as (
    select
        unnest($stories) as story_id,
        unnest($articles) as article_id
),

texts as (
    select
        members.story_id,
        members.article_id,
        article_texts.text_no,
        article_texts.publisher_id
    from members
    inner join dedup.article_texts on members.article_id = article_texts.article_id
)

select
    lefts.story_id,
    lefts.article_id as left_article_id,
    rights.article_id as right_article_id,
    text_pairs.is_near,
    text_pairs.containment,
    text_pairs.shared_words,
    text_pairs.passage_words as longest_passage_words
from dedup.text_pairs
inner join texts as lefts on text_pairs.left_text_no = lefts.text_no
inner join texts as rights on text_pairs.right_text_no = rights.text_no and lefts.story_id = rights.story_id
where text_pairs.passage_words >= $words
qualify
    row_number() over (
        partition by lefts.story_id
        order by
            lefts.publisher_id is distinct from rights.publisher_id desc,
            text_pairs.is_near desc,
            text_pairs.containment < 0.95 desc,
            text_pairs.passage_words desc,
            lefts.article_id asc,
            rights.article_id asc
    ) = 1
