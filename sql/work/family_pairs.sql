-- Large families: texts at least a third of whose grams are too common to be followed (and no standing lines), each
-- paired with the texts that are among the first four by hash of those holding such a gram, if they share a third of
-- the shorter's grams in that way. Twenty thousand prints of one text so cost a few rows each, not all their pairs.
with prints as (
    select
        texts.text_no,
        texts.text_hash,
        texts.gram_count
    from dedup.texts
    inner join work.common_holders on texts.text_no = common_holders.text_no
    group by texts.text_no, texts.text_hash, texts.gram_count
    having count(*) * 3 >= texts.gram_count
),

holders as (
    select
        common_holders.hash,
        prints.text_no,
        prints.text_hash,
        prints.gram_count,
        row_number() over (partition by common_holders.hash order by prints.text_hash asc) as position
    from work.common_holders
    inner join prints on common_holders.text_no = prints.text_no
)

select
    leaders.text_no as left_text_no,
    holders.text_no as right_text_no
from holders
inner join holders as leaders on holders.hash = leaders.hash
where leaders.position <= 4 and leaders.text_hash < holders.text_hash
group by leaders.text_no, leaders.gram_count, holders.text_no, holders.gram_count
having count(*) * 3 >= least(leaders.gram_count, holders.gram_count)
