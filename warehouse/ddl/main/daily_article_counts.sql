comment on view main.daily_article_counts is
    'Articles per publisher and day.';
comment on column main.daily_article_counts.publisher_id is
    'The publisher.';
comment on column main.daily_article_counts.publisher_name is
    'Its name.';
comment on column main.daily_article_counts.published_date is
    'The day.';
comment on column main.daily_article_counts.article_count is
    'Articles published on this day.';
comment on column main.daily_article_counts.cluster_count is
    'Clusters among them, so that copies count once.';
