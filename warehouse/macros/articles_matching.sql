create or replace macro search.fold(text) as
    translate(
        case
            -- elsewhere a mark is a vowel, or makes another letter
            when regexp_matches(text, '^[\x00-\x{8FF}\x{1E00}-\x{1FFF}]*$') then lower(strip_accents(text))
            else lower(text)
        end,
        'ς',
        'σ'
    );
comment on macro search.fold is
    'A word as it is searched: without case and accents.';
create or replace macro search.items(pattern) as table (
    -- no common table expressions and no lambdas: clients before DuckDB 2 don't understand those of a stored macro
    select
        items.alternative,
        row_number() over (order by items.alternative, items.place) as item,
        ends_with(items.text, '*') as is_open,
        regexp_extract_all(
            -- runs of scripts without spaces stand apart
            regexp_replace(
                items.text,
                '([\x{E00}-\x{EFF}\x{1000}-\x{109F}\x{1780}-\x{17FF}\x{3005}-\x{30FF}\x{31F0}-\x{31FF}\x{3400}-\x{9FFF}\x{AA60}-\x{AA7F}\x{F900}-\x{FAFF}\x{1B000}-\x{1B16F}\x{20000}-\x{3134A}]+)',
                ' \1 ',
                'g'
            ),
            '[\p{L}\p{M}\p{N}_]+'
        ) as words
    from (
        select
            alternatives.alternative,
            generate_subscripts(regexp_extract_all(alternatives.text, '"[^"]*"\*?|[^\s"]+'), 1) as place,
            unnest(regexp_extract_all(alternatives.text, '"[^"]*"\*?|[^\s"]+')) as text
        from (
            select
                generate_subscripts(string_split_regex(pattern, '\||\sOR\s'), 1) as alternative,
                unnest(string_split_regex(pattern, '\||\sOR\s')) as text
        ) as alternatives
    ) as items
);
comment on macro table search.items is
    'The items of a search pattern, each a word, the start of one (is_open) or a phrase, with their words.';
create or replace macro search.terms(pattern) as table (
    select
        terms.alternative,
        terms.item,
        terms.place,
        terms.term,
        terms.word,
        terms.is_prefix,
        terms.item_size,
        count(*) filter (terms.item_size > 1 and terms.place = 1) over (partition by terms.alternative) as phrase_count,
        case
            when terms.term_count > 60 then error('articles_matching: an alternative has more than 60 words')
            else terms.term_count
        end as term_count
    from (
        select
            runs.alternative,
            runs.item,
            runs.first_place + starts.start as place,
            row_number() over (partition by runs.alternative order by runs.item, runs.place, starts.start) as term,
            search.fold(
                case when runs.is_unspaced then substring(runs.run, starts.start, 2) else runs.run end
            ) as word,
            case when runs.is_unspaced then length(runs.run) = 1 else runs.is_open end as is_prefix,
            count(*) over (partition by runs.item) as item_size,
            count(*) over (partition by runs.alternative) as term_count
        from (
            select
                words.alternative,
                words.item,
                words.place,
                words.run,
                words.is_open and words.place = words.size as is_open,
                words.is_unspaced,
                cast(
                    coalesce(
                        sum(case when words.is_unspaced then length(words.run) else 1 end) over (
                            partition by words.item
                            order by words.place
                            rows between unbounded preceding and 1 preceding
                        ),
                        0
                    ) as integer
                ) as first_place
            from (
                select
                    parts.alternative,
                    parts.item,
                    parts.is_open,
                    parts.place,
                    parts.run,
                    parts.size,
                    regexp_matches(parts.run, '^[\x{E00}-\x{EFF}\x{1000}-\x{109F}\x{1780}-\x{17FF}\x{3005}-\x{30FF}\x{31F0}-\x{31FF}\x{3400}-\x{9FFF}\x{AA60}-\x{AA7F}\x{F900}-\x{FAFF}\x{1B000}-\x{1B16F}\x{20000}-\x{3134A}]') as is_unspaced
                from (
                    select
                        items.alternative,
                        items.item,
                        items.is_open,
                        generate_subscripts(items.words, 1) as place,
                        unnest(items.words) as run,
                        len(items.words) as size
                    from search.items(pattern) as items
                ) as parts
            ) as words
        ) as runs
        cross join lateral (
            select unnest(
                generate_series(1, case when runs.is_unspaced then greatest(length(runs.run) - 1, 1) else 1 end)
            ) as start
        ) as starts
    ) as terms
);
comment on macro table search.terms is
    'The words of the index that a search pattern asks for, and the place of each in its item: all terms of one alternative must be found. An item of several is a phrase.';
create or replace macro search.term_words(pattern) as table (
    select distinct
        terms.alternative,
        terms.item,
        terms.place,
        terms.term,
        terms.item_size,
        terms.term_count,
        terms.phrase_count,
        words.word_no
    from search.terms(pattern) as terms
    inner join search.words on starts_with(words.word, terms.word) and (terms.is_prefix or words.word = terms.word)
);
comment on macro table search.term_words is
    'The terms of a search pattern with the numbers of the words that each stands for.';
create or replace macro search.candidates(pattern, has_phrases) as table (
    select
        hits.alternative,
        hits.article_no
    from (
        select
            terms.alternative,
            terms.term,
            terms.term_count,
            unnest(postings.article_nos) as article_no
        from search.term_words(pattern) as terms
        inner join search.postings on terms.word_no = postings.word_no
        where has_phrases = (terms.phrase_count > 0)
    ) as hits
    group by hits.alternative, hits.article_no
    having bit_count(bit_or(cast(1 as bigint) << hits.term)) = max(hits.term_count)
);
comment on macro table search.candidates is
    'The articles that have all words of an alternative of a search pattern: of those with phrases, or of those without.';
create or replace macro search.with_phrases(pattern) as table (
    select phrases.article_no
    from (
        select
            starts.alternative,
            starts.item,
            starts.phrase_count,
            starts.article_no
        from (
            select
                lists.alternative,
                lists.item,
                lists.item_size,
                lists.term,
                lists.phrase_count,
                lists.article_no,
                unnest(lists.places) - lists.place as start
            from (
                select
                    terms.alternative,
                    terms.item,
                    terms.item_size,
                    terms.place,
                    terms.term,
                    terms.phrase_count,
                    unnest(postings.article_nos) as article_no,
                    unnest(postings.places) as places
                from search.term_words(pattern) as terms
                inner join search.postings on terms.word_no = postings.word_no
                where terms.item_size > 1
            ) as lists
            semi join search.candidates(pattern, true) as candidates
                on lists.article_no = candidates.article_no and lists.alternative = candidates.alternative
        ) as starts
        group by starts.alternative, starts.item, starts.phrase_count, starts.article_no, starts.start
        having bit_count(bit_or(cast(1 as bigint) << starts.term)) = max(starts.item_size)
    ) as phrases
    group by phrases.alternative, phrases.article_no
    having count(distinct phrases.item) = max(phrases.phrase_count)
);
comment on macro table search.with_phrases is
    'The candidates in which the words of each phrase follow each other.';
create or replace macro main.articles_matching(pattern) as table (
    select
        articles.article_id,
        articles.title,
        articles.publisher_id,
        publishers.publisher_name,
        articles.published_date,
        articles.cluster_id,
        articles.story_id,
        articles.canonical_url,
        articles.body
    from main.articles
    left join main.publishers on articles.publisher_id = publishers.publisher_id
    where
        case
            when (select count(*) from search.terms(pattern)) > 0 then true
            else error('articles_matching: there is no word in ' || coalesce('''' || pattern || '''', 'NULL'))
        end
        and articles.rowid in (
            select named.rowid
            from main.articles as named
            where named.article_id in (
                select indexed.article_id
                from search.articles as indexed
                where indexed.article_no in (
                    select candidates.article_no
                    from search.candidates(pattern, false) as candidates
                    union all
                    select found.article_no
                    from search.with_phrases(pattern) as found
                )
            )
        )
);
comment on macro table main.articles_matching is
    'Articles with these words in title or body, case and accents aside. All words of an alternative must be there; * is the rest of a word, quotes hold words that follow each other, | or OR parts alternatives: select * from articles_matching(''ferry harb* "corran bridge" | quay'').';
