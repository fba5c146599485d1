create table main.alarms (
    kind varchar not null,
    subject varchar not null,
    day date not null,
    observed double not null,
    usual double not null,
    run_id varchar not null,
    raised_at timestamp with time zone not null
);

comment on table main.alarms is
    'One row per event that is unlike the history of this warehouse, raised once, by the run that noticed it. Warnings: they stop nothing. Key: kind, subject, day.';
comment on column main.alarms.kind is
    'silent_publisher, few_articles, many_rejections, many_undated or large_cluster.';
comment on column main.alarms.subject is
    'The publisher_id that fell silent, the cluster_id that is too large, else all.';
comment on column main.alarms.day is
    'The day it is about: of the last article of a silent publisher, of publication, or of arrival.';
comment on column main.alarms.observed is
    'Days missed, articles, rejections or articles without a date of that day, or articles of the cluster.';
comment on column main.alarms.usual is
    'The same as it was before: the longest gap, the median, the largest share of that many records, the largest cluster.';
comment on column main.alarms.run_id is
    'The run that raised it, by the run id that Dagster shows.';
comment on column main.alarms.raised_at is
    'When that run started.';
