-- Words that the search index has not had before, with the numbers they get: those after the largest in use. Counted by
-- remainders of hashes, because one window over all rows would be one task.
with found as (
    select
        found_words.word_hash,
        min(found_words.word) as word
    from work.found_words
    group by found_words.word_hash
),

new as (
    select
        found.word_hash,
        found.word,
        found.word_hash % 65536 as remainder
    from found
    left join search.words on found.word_hash = words.word_hash
    where words.word_hash is null
),

used as (
    select coalesce(max(words.word_no), -1) as last_no
    from search.words
),

counted as (
    select
        new.remainder,
        count(*) as words
    from new
    group by new.remainder
),

begun as (
    select
        counted.remainder,
        sum(counted.words) over (order by counted.remainder) - counted.words as words_before
    from counted
)

select
    cast(
        used.last_no
        + begun.words_before
        + row_number() over (partition by new.remainder order by new.word_hash)
        as integer
    ) as word_no,
    new.word,
    new.word_hash
from new
inner join begun on new.remainder = begun.remainder
cross join used
