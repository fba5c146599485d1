-- Large groups of reprints: texts in which at least a third of the grams, boilerplate aside, are too common to have a
-- posting list. Each is paired with the four longest texts that hold such a gram (copies are cut, seldom added to), if
-- they share a third of the shorter text's grams in this way. So twenty thousand reprints of one text take a few rows
-- each instead of all pairs.
with reprints as (
    select
        texts.text_no,
        texts.text_hash,
        texts.word_count,
        texts.gram_count
    from dedup.texts
    inner join work.common_postings on texts.text_no = common_postings.text_no
    group by texts.text_no, texts.text_hash, texts.word_count, texts.gram_count
    having count(*) * 3 >= texts.gram_count
),

postings as (
    select
        common_postings.hash,
        reprints.text_no,
        reprints.text_hash,
        reprints.gram_count,
        row_number() over (
            partition by common_postings.hash order by reprints.word_count desc, reprints.text_hash asc
        ) as position
    from work.common_postings
    inner join reprints on common_postings.text_no = reprints.text_no
)

select
    case
        when representatives.text_hash < postings.text_hash then representatives.text_no else postings.text_no
    end as left_text_no,
    case
        when representatives.text_hash < postings.text_hash then postings.text_no else representatives.text_no
    end as right_text_no
from postings
inner join postings as representatives on postings.hash = representatives.hash
where representatives.position <= 4 and representatives.position < postings.position
group by
    representatives.text_no, representatives.text_hash, representatives.gram_count,
    postings.text_no, postings.text_hash, postings.gram_count
having count(*) * 3 >= least(representatives.gram_count, postings.gram_count)
