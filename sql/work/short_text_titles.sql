-- Articles that are clustered again and share a short text which outlets print under several titles of their own: two
-- thirds of the articles with it have a title that no other outlet has, at an outlet that has it under another title
-- too. A brief under one title an outlet, or under one that outlets share, is none. User rules go by the text.
with titled as (
    select
        texts.text_no,
        texts.text_hash,
        current_articles.article_id,
        current_articles.title,
        min(current_articles.title) over (
            partition by texts.text_no, current_articles.publisher_id
        ) as first_title,
        max(current_articles.title) over (
            partition by texts.text_no, current_articles.publisher_id
        ) as last_title,
        min(coalesce(current_articles.publisher_id, '')) over (
            partition by texts.text_no, current_articles.title
        ) as first_publisher,
        max(coalesce(current_articles.publisher_id, '')) over (
            partition by texts.text_no, current_articles.title
        ) as last_publisher
    from dedup.texts
    inner join work.linked_texts on texts.text_no = linked_texts.text_no
    inner join dedup.article_texts on texts.text_no = article_texts.text_no
    inner join staging.current_articles on article_texts.article_id = current_articles.article_id
    where texts.word_count <= $max_words
),

short as (
    select titled.text_no
    from titled
    group by titled.text_no
    having
        3 * count(
            case
                when
                    titled.first_title <> titled.last_title and titled.first_publisher = titled.last_publisher
                    then 1
            end
        ) >= 2 * count(*)
)

select
    titled.text_no,
    titled.text_hash,
    titled.article_id,
    titled.title
from titled
inner join short on titled.text_no = short.text_no
order by titled.text_no, titled.article_id
