-- The ledger states how a table is written. Files read before have no statement.
alter table main.source_files add column layout varchar;
comment on column main.source_files.layout is
    'How a CSV file is written: delimiter, quotes, escapes, rows above the header, encoding; NULL for other formats.';
-- The outlet's name stands in articles, and ties a publisher known by name to the one known by domain. Both are derived
-- in the run that migrates, a full one; names of records read before are brought into normal form here.
alter table staging.articles add column publisher_name_key varchar;
update staging.articles
set publisher_name_key = nullif(trim(regexp_replace(lower(publisher_name), '[^\p{L}\p{N}]+', ' ', 'g')), '');
alter table staging.current_articles add column publisher_name varchar;
alter table main.articles add column publisher_name varchar;
comment on column staging.articles.publisher_name_key is
    'The name in normal form: the id of a publisher whose domain is unknown.';
comment on column staging.current_articles.publisher_name is
    'Name of the outlet as its record gives it.';
comment on column main.articles.publisher_name is
    'Name of the outlet as its record gives it; publishers has the most frequent spelling. Elsewhere: source_name, media_name.';
