-- Every kept pair of articles, with its longest passage cut from the text of one of them.
select
    article_pairs.left_article_id,
    article_pairs.right_article_id,
    article_pairs.relation,
    cast(article_pairs.score as double) / 10000 as score,
    article_pairs.jaccard,
    article_pairs.containment,
    article_pairs.shared_words,
    article_pairs.longest_passage_words,
    case
        when article_pairs.longest_passage_words > 0
            then substring(articles.body, article_pairs.passage_start + 1, article_pairs.passage_length)
    end as longest_passage,
    article_pairs.same_publisher,
    'text' as origin
from dedup.article_pairs
left join main.articles on article_pairs.passage_article_id = articles.article_id
