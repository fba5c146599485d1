comment on view main.story_gaps is
    'Big stories and the publishers that did not carry them: stories that at least half of the publishers with articles of that language before and after carried.';
comment on column main.story_gaps.story_id is
    'The story.';
comment on column main.story_gaps.story_title is
    'Title of the story.';
comment on column main.story_gaps.publisher_id is
    'A publisher that did not carry it.';
comment on column main.story_gaps.publisher_name is
    'Its name.';
comment on column main.story_gaps.publisher_count is
    'Publishers that carried the story.';
comment on column main.story_gaps.active_publishers is
    'Publishers whose articles in the language of the story begin before its first day, or on it, and do not end before.';
comment on column main.story_gaps.first_published_date is
    'First day of the story.';
comment on column main.story_gaps.last_published_date is
    'Last day of the story.';
