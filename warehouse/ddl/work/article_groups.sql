create table work.article_groups (
    article_id varchar not null,
    cluster_id varchar not null,
    story_id varchar not null,
    representative_article_id varchar not null,
    is_wire_copy boolean not null
);

comment on table work.article_groups is
    'One row per article of a story that changed: the groups it is in after this run. Key: article_id.';
comment on column work.article_groups.article_id is
    'The article: a pure function of one record under the stamped rules (its canonical URL, else publisher as given and text). Elsewhere: document id, uri.';
comment on column work.article_groups.cluster_id is
    'Its cluster.';
comment on column work.article_groups.story_id is
    'Its story.';
comment on column work.article_groups.representative_article_id is
    'The article that stands for its cluster.';
comment on column work.article_groups.is_wire_copy is
    'True if an agency is credited in its cluster.';
