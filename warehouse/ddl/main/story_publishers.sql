comment on view main.story_publishers is
    'Which publisher carried which story, who was first, and how long the others took: one row per story and publisher. Times are intervals, so delays are given as a least and a most.';
comment on column main.story_publishers.story_id is
    'The story.';
comment on column main.story_publishers.publisher_id is
    'The publisher.';
comment on column main.story_publishers.publisher_name is
    'Its name.';
comment on column main.story_publishers.story_title is
    'Title of the story.';
comment on column main.story_publishers.publisher_count is
    'Publishers that carried the story; 1 if nobody else did.';
comment on column main.story_publishers.article_count is
    'Its articles in the story.';
comment on column main.story_publishers.cluster_count is
    'Distinct texts among them: copies of one text count once.';
comment on column main.story_publishers.first_article_id is
    'The article of it with the earliest possible publication, ties by id.';
comment on column main.story_publishers.first_earliest is
    'Earliest possible instant of its first article.';
comment on column main.story_publishers.first_latest is
    'Latest possible instant of its first article.';
comment on column main.story_publishers.is_first is
    'True if it certainly published before all others; false where times overlap, an article has no date, or nobody else carried the story.';
comment on column main.story_publishers.least_hours_later is
    'Hours after the first publication of the story, at least; 0 if it may have been the first. NULL without a date.';
comment on column main.story_publishers.most_hours_later is
    'Hours after the first publication of the story, at most. NULL without a date.';
