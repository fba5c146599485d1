-- Fingerprints are a row a text, no longer a row a gram.
alter table dedup.fingerprints rename to fingerprints_by_gram;
create table dedup.fingerprints (
    text_no integer not null,
    hashes bigint[] not null
);
insert into dedup.fingerprints
select
    texts.text_no,
    coalesce(kept.hashes, cast([] as bigint[])) as hashes
from dedup.texts
left join (
    select
        fingerprints_by_gram.text_no,
        list_sort(list(fingerprints_by_gram.hash)) as hashes
    from dedup.fingerprints_by_gram
    group by fingerprints_by_gram.text_no
) as kept on texts.text_no = kept.text_no;
drop table dedup.fingerprints_by_gram;
comment on table dedup.fingerprints is
    'The word 4-grams of a text that were kept to find copies by, in one row: a row a gram takes longer to write and read. Key: text_no.';
comment on column dedup.fingerprints.text_no is
    'Number of the text within this warehouse; means nothing elsewhere and never breaks a tie.';
comment on column dedup.fingerprints.hashes is
    'Hash of the four words of each, ascending, each once; empty where the text has no word.';
