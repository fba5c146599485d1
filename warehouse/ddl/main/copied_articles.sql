comment on view main.copied_articles is
    'Who copied from whom, article by article: each article whose text another publisher certainly had before, with the article that is known to have had it first. Without credit are those that neither name the source nor credit an agency: not names_source and not is_wire_copy.';
comment on column main.copied_articles.article_id is
    'The copy.';
comment on column main.copied_articles.title is
    'Its headline.';
comment on column main.copied_articles.publisher_id is
    'Its publisher.';
comment on column main.copied_articles.publisher_name is
    'Name of its publisher.';
comment on column main.copied_articles.published_date is
    'Its calendar date of publication.';
comment on column main.copied_articles.cluster_id is
    'The cluster of both.';
comment on column main.copied_articles.source_article_id is
    'The article of the cluster with the earliest time by which it was certainly out. Both may have the text from elsewhere.';
comment on column main.copied_articles.source_publisher_id is
    'Publisher of the source.';
comment on column main.copied_articles.source_publisher_name is
    'Name of the publisher of the source.';
comment on column main.copied_articles.least_hours_later is
    'Hours from the source to the copy, at least.';
comment on column main.copied_articles.is_wire_copy is
    'Whether the copy, or another of its cluster, credits an agency, from which both may have the text.';
comment on column main.copied_articles.agency is
    'The agency that the copy itself credits.';
comment on column main.copied_articles.names_source is
    'Whether title, authors or text of the copy contain the name or the domain of the publisher of the source.';
