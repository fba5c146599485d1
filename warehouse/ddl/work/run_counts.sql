create table work.run_counts (
    files bigint,
    records bigint,
    articles_added bigint,
    articles_changed bigint,
    rejections bigint,
    clusters bigint,
    stories bigint
);

comment on table work.run_counts is
    'One row: what this run did. Key: files.';
comment on column work.run_counts.files is
    'Files read.';
comment on column work.run_counts.records is
    'Records read.';
comment on column work.run_counts.articles_added is
    'Articles that are new.';
comment on column work.run_counts.articles_changed is
    'Articles that were there and changed.';
comment on column work.run_counts.rejections is
    'Rejections.';
comment on column work.run_counts.clusters is
    'Clusters now.';
comment on column work.run_counts.stories is
    'Stories now.';
