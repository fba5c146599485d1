-- Words that no text uses any more.
with used as (
    select distinct spelled.word_no
    from dedup.story_terms
    cross join unnest(story_terms.term_words) as spelled (word_no)
)

select story_words.word_no
from dedup.story_words
left join used on story_words.word_no = used.word_no
where used.word_no is null
