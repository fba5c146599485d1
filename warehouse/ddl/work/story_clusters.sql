create table work.story_clusters (
    cluster_id varchar not null,
    article_id varchar not null,
    content_hash varchar not null,
    text_hash varchar,
    title varchar,
    language varchar,
    earliest timestamp with time zone,
    latest timestamp with time zone,
    fetched timestamp with time zone
);

comment on table work.story_clusters is
    'One row per cluster that may have changed as stories see it: its representative and its times. Key: cluster_id.';
comment on column work.story_clusters.cluster_id is
    'The cluster.';
comment on column work.story_clusters.article_id is
    'The article that stands for the cluster.';
comment on column work.story_clusters.content_hash is
    'Hash of its title and body.';
comment on column work.story_clusters.text_hash is
    'Hash of its body.';
comment on column work.story_clusters.title is
    'Its headline.';
comment on column work.story_clusters.language is
    'Its ISO 639-1 code.';
comment on column work.story_clusters.earliest is
    'The first publication lies at or after this instant; NULL if no article is dated to a month or better.';
comment on column work.story_clusters.latest is
    'The first publication lies at or before this instant.';
comment on column work.story_clusters.fetched is
    'When an article of it was first fetched.';
