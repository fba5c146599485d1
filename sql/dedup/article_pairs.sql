-- Pairs of texts as pairs of the articles that represent them, and the stars of articles with identical text.
with centres as (
    select
        article_texts.text_no,
        article_texts.article_id,
        article_texts.publisher_id
    from dedup.article_texts
    where article_texts.article_id = article_texts.star_article_id
)

select
    least(centres.article_id, others.article_id) as left_article_id,
    greatest(centres.article_id, others.article_id) as right_article_id,
    case when text_pairs.is_near then 'near' else 'partial' end as relation,
    text_pairs.score,
    text_pairs.jaccard,
    text_pairs.containment,
    text_pairs.shared_words,
    text_pairs.passage_words as longest_passage_words,
    centres.article_id as passage_article_id,
    text_pairs.left_passage_start as passage_start,
    text_pairs.left_passage_length as passage_length,
    centres.publisher_id = others.publisher_id as same_publisher
from dedup.text_pairs
inner join centres on text_pairs.left_text_no = centres.text_no
inner join centres as others on text_pairs.right_text_no = others.text_no
union all
select
    article_texts.star_article_id as left_article_id,
    article_texts.article_id as right_article_id,
    'exact' as relation,
    10000 as score,
    cast(1 as double) as jaccard,
    cast(1 as double) as containment,
    texts.word_count as shared_words,
    texts.word_count as longest_passage_words,
    article_texts.star_article_id as passage_article_id,
    0 as passage_start,
    2147483647 as passage_length,
    article_texts.publisher_id = centres.publisher_id as same_publisher
from dedup.article_texts
inner join centres on article_texts.text_no = centres.text_no
inner join dedup.texts on article_texts.text_no = texts.text_no
where article_texts.article_id <> article_texts.star_article_id
