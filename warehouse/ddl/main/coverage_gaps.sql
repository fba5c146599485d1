comment on view main.coverage_gaps is
    'Publisher and day without an article, between its first and last, where it published on that weekday in at least half of the weeks: days likely lost in collection.';
comment on column main.coverage_gaps.publisher_id is
    'The publisher.';
comment on column main.coverage_gaps.missing_date is
    'The day without an article.';
comment on column main.coverage_gaps.usual_count is
    'Articles it has on that weekday on average, weeks without any included.';
