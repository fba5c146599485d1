-- The articles of touched texts, and the article at the centre of each text's star.
select
    current_articles.article_id,
    texts.text_no,
    min(current_articles.article_id) over (partition by texts.text_no) as star_article_id,
    current_articles.publisher_id,
    coalesce(current_articles.published_date, cast(current_articles.fetched_at as date)) as seen_on
from work.touched_texts
inner join dedup.texts on touched_texts.text_no = texts.text_no
inner join staging.current_articles on texts.text_hash = current_articles.text_hash
