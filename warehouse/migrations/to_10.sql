-- Articles are found through an index of their words. Its tables are new, created empty and filled in the run that
-- migrates, a full one.
select 1;
