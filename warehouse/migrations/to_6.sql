-- Times of change are kept without a zone too. Records read before keep the instants that they stated: the run that
-- migrates is a full one, and derives current_articles and articles again.
alter table staging.articles add column modified_local timestamp;
alter table staging.articles add column modified_date date;
alter table staging.articles add column modified_precision varchar;
comment on column staging.articles.modified_local is
    'Time of the last change as stated, without a known time zone.';
comment on column staging.articles.modified_date is
    'Calendar date of the last change as stated; the first day of the period if only month or year is known. Elsewhere: date_modify, lastmod.';
comment on column staging.articles.modified_precision is
    'Precision of the time of the last change: instant, local_time, day, month or year.';
alter table staging.current_articles add column modified_local timestamp;
alter table staging.current_articles add column modified_date date;
alter table staging.current_articles add column modified_precision varchar;
comment on column staging.current_articles.modified_local is
    'Time of the last change as stated, without a known time zone.';
comment on column staging.current_articles.modified_date is
    'Calendar date of the last change as stated; the first day of the period if only month or year is known. Elsewhere: date_modify, lastmod.';
comment on column staging.current_articles.modified_precision is
    'Precision of the time of the last change: instant, local_time, day, month or year.';
alter table main.articles add column modified_local timestamp;
alter table main.articles add column modified_date date;
alter table main.articles add column modified_precision varchar;
comment on column main.articles.modified_local is
    'Time of the last change as stated, without a known time zone.';
comment on column main.articles.modified_date is
    'Calendar date of the last change as stated; the first day of the period if only month or year is known. Elsewhere: date_modify, lastmod.';
comment on column main.articles.modified_precision is
    'Precision of the time of the last change: instant, local_time, day, month or year.';
update staging.articles
set
    modified_date = cast(timezone('UTC', modified_at) as date),
    modified_precision = 'instant'
where modified_at is not null;
-- Two texts of one publisher may share its standing text. Terms are read again in the run that migrates.
alter table dedup.story_terms add column publisher_id varchar;
comment on column dedup.story_terms.publisher_id is
    'Its publisher: of two texts of one publisher is asked whether they share its standing text alone.';
