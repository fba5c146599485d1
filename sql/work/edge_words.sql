-- The words of the shared terms of each chunk of found edges.
with used as (
    select distinct
        found_edges.chunk_id,
        shared.word_no
    from work.found_edges
    cross join unnest(found_edges.shared_terms) as shared (word_no)
)

select
    used.chunk_id,
    used.word_no,
    story_words.word
from used
inner join dedup.story_words on used.word_no = story_words.word_no
