create table dedup.story_members (
    cluster_id varchar not null,
    story_id varchar not null,
    component_id varchar not null,
    since timestamp with time zone not null
);

comment on table dedup.story_members is
    'The story of each cluster. Key: cluster_id.';
comment on column dedup.story_members.cluster_id is
    'The cluster.';
comment on column dedup.story_members.story_id is
    'Its story.';
comment on column dedup.story_members.component_id is
    'The group of clusters that scores and must-links connect; it is one story, or several if cannot-links split it.';
comment on column dedup.story_members.since is
    'When this story id was first used.';
