-- New words with their numbers, which follow those that are taken: in the order of hash and word, but counted within
-- each prefix of the hash, so that no window holds all of them.
with prefixes as (
    select
        unknown_words.prefix,
        count(*) as words
    from work.unknown_words
    group by unknown_words.prefix
),

firsts as (
    select
        prefixes.prefix,
        sum(prefixes.words) over (order by prefixes.prefix) - prefixes.words as first_no
    from prefixes
),

taken as (
    select coalesce(max(story_words.word_no), -1) as last_no
    from dedup.story_words
)

select
    cast(
        taken.last_no + firsts.first_no + row_number() over (
            partition by unknown_words.prefix order by unknown_words.term_hash, unknown_words.word
        ) as integer
    ) as word_no,
    unknown_words.term_hash,
    unknown_words.word
from work.unknown_words
inner join firsts on unknown_words.prefix = firsts.prefix
cross join taken
