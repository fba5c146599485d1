comment on view main.coverage_gaps is
    'Days without an article between the first and last article of a publisher that usually publishes on this weekday (in at least half of the weeks): days probably lost in collection.';
comment on column main.coverage_gaps.publisher_id is
    'The publisher.';
comment on column main.coverage_gaps.publisher_name is
    'Its name.';
comment on column main.coverage_gaps.missing_date is
    'The day without an article.';
comment on column main.coverage_gaps.usual_count is
    'Mean number of its articles on this weekday, weeks without any included.';
