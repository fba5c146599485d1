-- The search index says where in an article a word stands. It is made anew in the run that migrates, a full one.
drop table if exists search.postings;
