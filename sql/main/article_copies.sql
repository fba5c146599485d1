-- Scored pairs within a cluster, in both directions.
with both_ways as (
    select
        duplicate_pairs.left_article_id as article_id,
        duplicate_pairs.right_article_id as copy_article_id,
        duplicate_pairs.relation,
        duplicate_pairs.jaccard,
        duplicate_pairs.containment,
        duplicate_pairs.longest_passage_words
    from main.duplicate_pairs
    union all
    select
        duplicate_pairs.right_article_id as article_id,
        duplicate_pairs.left_article_id as copy_article_id,
        duplicate_pairs.relation,
        duplicate_pairs.jaccard,
        duplicate_pairs.containment,
        duplicate_pairs.longest_passage_words
    from main.duplicate_pairs
)

select
    both_ways.article_id,
    both_ways.copy_article_id,
    articles.cluster_id,
    both_ways.relation,
    both_ways.jaccard,
    both_ways.containment,
    both_ways.longest_passage_words,
    articles.publisher_id,
    publishers.publisher_name,
    copies.publisher_id as copy_publisher_id,
    copy_publishers.publisher_name as copy_publisher_name,
    date_diff('second', articles.published_at, copies.published_at) / cast(3600 as double) as hours_later,
    date_diff('day', articles.published_date, copies.published_date) as days_later
from both_ways
inner join main.articles on both_ways.article_id = articles.article_id
inner join main.articles as copies
    on both_ways.copy_article_id = copies.article_id and articles.cluster_id = copies.cluster_id
left join main.publishers on articles.publisher_id = publishers.publisher_id
left join main.publishers as copy_publishers on copies.publisher_id = copy_publishers.publisher_id
