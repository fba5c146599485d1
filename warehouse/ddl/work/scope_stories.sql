create table work.scope_stories (
    story_id varchar not null
);

comment on table work.scope_stories is
    'Stories whose row in main.stories this run writes anew, or deletes. Key: story_id.';
comment on column work.scope_stories.story_id is
    'The story.';
