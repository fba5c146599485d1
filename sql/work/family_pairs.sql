-- Large families: texts at least a third of whose grams are too common to be followed (and no standing lines), each
-- paired with the texts that are among the first four by hash of those holding such a gram, if they share a third of
-- the shorter's grams in that way. Twenty thousand prints of one text so cost a few rows each, not all their pairs.
with common as (
    select cut_grams.hash
    from dedup.cut_grams
    where cut_grams.text_count > 200 and not cut_grams.is_boilerplate
),

held as (
    select
        fingerprints.text_no,
        fingerprints.hash
    from dedup.fingerprints
    inner join common on fingerprints.hash = common.hash
),

prints as (
    select
        texts.text_no,
        texts.text_hash,
        texts.gram_count
    from dedup.texts
    inner join held on texts.text_no = held.text_no
    group by texts.text_no, texts.text_hash, texts.gram_count
    having count(*) * 3 >= texts.gram_count
),

holders as (
    select
        held.hash,
        prints.text_no,
        prints.text_hash,
        prints.gram_count,
        row_number() over (partition by held.hash order by prints.text_hash asc) as position
    from held
    inner join prints on held.text_no = prints.text_no
)

select
    leaders.text_no as left_text_no,
    holders.text_no as right_text_no
from holders
inner join holders as leaders on holders.hash = leaders.hash
where leaders.position <= 4 and leaders.text_hash < holders.text_hash
group by leaders.text_no, leaders.gram_count, holders.text_no, holders.gram_count
having count(*) * 3 >= least(leaders.gram_count, holders.gram_count)
