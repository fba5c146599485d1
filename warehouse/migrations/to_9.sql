-- A title that many pages of a host state loses to one that is the page's alone. The tables of such titles are new,
-- created empty and filled in the run that migrates, a full one.
comment on column staging.articles.title is
    'Headline; where pages of its host share the one that it states, another of its own.';
