-- Articles that credit no agency and whose text no other publisher had before: nobody else carries it, or all others
-- certainly came later. Of several copies by one publisher the representative counts.
select
    articles.article_id,
    articles.title,
    articles.publisher_id,
    publishers.publisher_name,
    articles.published_date,
    articles.authors,
    articles.cluster_id,
    articles.story_id,
    duplicate_clusters.publisher_count - 1 as copying_publishers,
    stories.publisher_count - 1 as other_publishers_of_story
from main.articles
inner join main.duplicate_clusters on articles.cluster_id = duplicate_clusters.cluster_id
inner join main.stories on articles.story_id = stories.story_id
inner join main.publishers on articles.publisher_id = publishers.publisher_id
where
    not articles.is_wire_copy
    and articles.text_completeness in ('full', 'partial')
    and (
        (duplicate_clusters.publisher_count > 1 and duplicate_clusters.first_article_id = articles.article_id)
        or (duplicate_clusters.publisher_count = 1 and articles.is_representative)
    )
