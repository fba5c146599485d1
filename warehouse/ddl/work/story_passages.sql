create table work.story_passages (
    left_cluster_id varchar not null,
    right_cluster_id varchar not null,
    left_article_id varchar not null,
    right_article_id varchar not null
);

comment on table work.story_passages is
    'Pairs of clusters whose texts share a passage, by their best pair of articles. Key: left_cluster_id, right_cluster_id.';
comment on column work.story_passages.left_cluster_id is
    'The smaller cluster id.';
comment on column work.story_passages.right_cluster_id is
    'The larger cluster id.';
comment on column work.story_passages.left_article_id is
    'The article of the left cluster.';
comment on column work.story_passages.right_article_id is
    'The article of the right cluster.';
