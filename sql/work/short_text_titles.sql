-- Articles that are clustered again and share a short text under different titles; user rules go by the text.
with short as (
    select
        texts.text_no,
        texts.text_hash
    from dedup.texts
    inner join work.linked_texts on texts.text_no = linked_texts.text_no
    inner join dedup.article_texts on texts.text_no = article_texts.text_no
    inner join staging.current_articles on article_texts.article_id = current_articles.article_id
    where texts.word_count <= $max_words
    group by texts.text_no, texts.text_hash
    having count(distinct current_articles.title) > 1
)

select
    short.text_no,
    short.text_hash,
    article_texts.article_id,
    current_articles.title
from short
inner join dedup.article_texts on short.text_no = article_texts.text_no
inner join staging.current_articles on article_texts.article_id = current_articles.article_id
order by short.text_no, article_texts.article_id
