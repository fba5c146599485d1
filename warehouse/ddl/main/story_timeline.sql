comment on view main.story_timeline is
    'Who carried a story when. Rows of one story may be ordered only as far as their intervals do not overlap: order_is_certain says so against the row before.';
comment on column main.story_timeline.story_id is
    'The story.';
comment on column main.story_timeline.position is
    'Place in the story by earliest possible time, ties by article_id.';
comment on column main.story_timeline.article_id is
    'The article.';
comment on column main.story_timeline.cluster_id is
    'Its cluster: the same text has the same one.';
comment on column main.story_timeline.publisher_id is
    'Who carried it.';
comment on column main.story_timeline.title is
    'Headline.';
comment on column main.story_timeline.published_earliest is
    'It was published at or after this instant.';
comment on column main.story_timeline.published_latest is
    'It was published at or before this instant.';
comment on column main.story_timeline.is_wire_copy is
    'Whether an agency is credited in its cluster.';
comment on column main.story_timeline.order_is_certain is
    'True if it certainly came after the row before; NULL in the first row or without times.';
