-- What is in the published version, one row.
select
    (select count(*) from main.articles) as articles,
    (select count(*) filter (not is_representative) from main.articles) as copies,
    (select count(*) from main.publishers) as publishers,
    (select count(*) from main.duplicate_clusters) as clusters,
    (select count(*) from main.stories) as stories,
    (select count(*) from main.article_records) as records,
    (select count(*) from main.rejections) as rejections,
    (select min(published_date) from main.articles) as first_date,
    (select max(published_date) from main.articles) as last_date
