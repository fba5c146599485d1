comment on view main.story_timeline is
    'Who published a story, and when. The order of two articles is certain only if their publication intervals do not overlap; order_is_certain compares a row with the previous one.';
comment on column main.story_timeline.story_id is
    'The story.';
comment on column main.story_timeline.position is
    'Position in the story by earliest possible publication, ties by article_id.';
comment on column main.story_timeline.article_id is
    'The article.';
comment on column main.story_timeline.cluster_id is
    'Its cluster; copies share one.';
comment on column main.story_timeline.publisher_id is
    'Publisher of the article.';
comment on column main.story_timeline.publisher_name is
    'Name of the publisher.';
comment on column main.story_timeline.title is
    'Headline.';
comment on column main.story_timeline.published_earliest is
    'Earliest possible instant of publication.';
comment on column main.story_timeline.published_latest is
    'Latest possible instant of publication.';
comment on column main.story_timeline.is_wire_copy is
    'Whether an article of its cluster credits an agency.';
comment on column main.story_timeline.order_is_certain is
    'True if it was certainly published after the previous row; NULL in the first row or without times.';
