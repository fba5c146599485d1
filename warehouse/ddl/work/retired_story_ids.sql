create table work.retired_story_ids (
    old_id varchar not null,
    new_id varchar
);

comment on table work.retired_story_ids is
    'Story ids that this run retired; main.id_aliases adds them. Key: old_id.';
comment on column work.retired_story_ids.old_id is
    'The retired id.';
comment on column work.retired_story_ids.new_id is
    'The story that replaces it; NULL if none does.';
