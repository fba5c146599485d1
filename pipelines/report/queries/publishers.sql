-- The publishers with most articles, with the shares of their articles that have each field.
select
    publishers.publisher_id,
    publishers.publisher_name,
    publishers.first_published_date,
    publishers.last_published_date,
    publisher_scorecard.* exclude (publisher_id)
from main.publisher_scorecard
inner join main.publishers on publisher_scorecard.publisher_id = publishers.publisher_id
order by publisher_scorecard.article_count desc, publishers.publisher_id
limit $most
