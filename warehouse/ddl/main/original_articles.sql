comment on view main.original_articles is
    'Reporting of its own: articles that credit no agency and whose text no other publisher in this warehouse had before, because nobody else carries it or all others certainly came later.';
comment on column main.original_articles.article_id is
    'The article.';
comment on column main.original_articles.title is
    'Headline.';
comment on column main.original_articles.publisher_id is
    'Its publisher.';
comment on column main.original_articles.publisher_name is
    'Name of the publisher.';
comment on column main.original_articles.published_date is
    'Calendar date of publication.';
comment on column main.original_articles.authors is
    'People credited as authors.';
comment on column main.original_articles.cluster_id is
    'The cluster of its copies.';
comment on column main.original_articles.story_id is
    'The story.';
comment on column main.original_articles.copying_publishers is
    'Other publishers that carried the text later.';
comment on column main.original_articles.other_publishers_of_story is
    'Other publishers that carried the story, with whatever text.';
