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
        terms.term,
        terms.word,
        terms.is_prefix,
        case
            when terms.term_count > 60 then error('articles_matching: an alternative has more than 60 words')
            else terms.term_count
        end as term_count
    from (
        select
            runs.alternative,
            row_number() over (partition by runs.alternative order by runs.item, runs.place, starts.start) as term,
            search.fold(
                case when runs.is_unspaced then substring(runs.run, starts.start, 2) else runs.run end
            ) as word,
            case when runs.is_unspaced then length(runs.run) = 1 else runs.is_open end as is_prefix,
            count(*) over (partition by runs.alternative) as term_count
        from (
            select
                words.alternative,
                words.item,
                words.place,
                words.run,
                words.is_open and words.place = words.size as is_open,
                regexp_matches(words.run, '^[\x{E00}-\x{EFF}\x{1000}-\x{109F}\x{1780}-\x{17FF}\x{3005}-\x{30FF}\x{31F0}-\x{31FF}\x{3400}-\x{9FFF}\x{AA60}-\x{AA7F}\x{F900}-\x{FAFF}\x{1B000}-\x{1B16F}\x{20000}-\x{3134A}]') as is_unspaced
            from (
                select
                    items.alternative,
                    items.item,
                    items.is_open,
                    generate_subscripts(items.words, 1) as place,
                    unnest(items.words) as run,
                    len(items.words) as size
                from search.items(pattern) as items
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
    'The words of the index that a search pattern asks for: all terms of one alternative must be found.';
create or replace macro search.fold_text(text) as
    ' ' || regexp_replace(lower(strip_accents(text)), '[^\p{L}\p{M}\p{N}_]+', ' ', 'g') || ' ';
comment on macro search.fold_text is
    'The words of a text, one space apart and around them, without case and accents.';
create or replace macro search.phrases(pattern) as table (
    select
        phrases.alternative,
        phrases.is_unspaced,
        case
            when phrases.is_unspaced then replace(phrases.text, ' ', '')
            when phrases.is_open then rtrim(phrases.text)
            else phrases.text
        end as text,
        count(*) over (partition by phrases.alternative) as phrase_count
    from (
        select
            items.alternative,
            items.is_open,
            regexp_matches(array_to_string(items.words, ''), '[\x{E00}-\x{EFF}\x{1000}-\x{109F}\x{1780}-\x{17FF}\x{3005}-\x{30FF}\x{31F0}-\x{31FF}\x{3400}-\x{9FFF}\x{AA60}-\x{AA7F}\x{F900}-\x{FAFF}\x{1B000}-\x{1B16F}\x{20000}-\x{3134A}]') as is_unspaced,
            search.fold_text(array_to_string(items.words, ' ')) as text
        from search.items(pattern) as items
        where
            len(items.words) > 1
            or (length(items.words[1]) > 2 and regexp_matches(items.words[1], '^[\x{E00}-\x{EFF}\x{1000}-\x{109F}\x{1780}-\x{17FF}\x{3005}-\x{30FF}\x{31F0}-\x{31FF}\x{3400}-\x{9FFF}\x{AA60}-\x{AA7F}\x{F900}-\x{FAFF}\x{1B000}-\x{1B16F}\x{20000}-\x{3134A}]'))
    ) as phrases
);
comment on macro table search.phrases is
    'The phrases of a search pattern, as search.fold_text has them; without spaces if one of its scripts has none.';
create or replace macro search.candidates(pattern, has_phrases) as table (
    select
        found.alternative,
        indexed.article_id
    from (
        select
            hits.alternative,
            hits.article_no
        from (
            select
                numbers.alternative,
                numbers.term,
                numbers.term_count,
                unnest(postings.article_nos) as article_no
            from (
                select distinct
                    terms.alternative,
                    terms.term,
                    terms.term_count,
                    words.word_no
                from search.terms(pattern) as terms
                inner join search.words
                    on starts_with(words.word, terms.word) and (terms.is_prefix or words.word = terms.word)
                where
                    has_phrases
                    = (terms.alternative in (select phrases.alternative from search.phrases(pattern) as phrases))
            ) as numbers
            inner join search.postings on numbers.word_no = postings.word_no
        ) as hits
        group by hits.alternative, hits.article_no
        having bit_count(bit_or(cast(1 as bigint) << hits.term)) = max(hits.term_count)
    ) as found
    inner join search.articles as indexed on found.article_no = indexed.article_no
    where indexed.article_id is not null
);
comment on macro table search.candidates is
    'The articles that have all words of an alternative of a search pattern: of those with phrases, which the texts must confirm, or of those without.';
create or replace macro search.confirmed(pattern) as table (
    select texts.article_id
    from (
        select
            articles.article_id,
            search.fold_text(concat_ws(' ', articles.title, articles.body)) as text
        from main.articles
        -- by rowid, so that only blocks with a candidate are read
        where articles.rowid in (
            select named.rowid
            from main.articles as named
            where
                named.article_id
                in (select candidates.article_id from search.candidates(pattern, true) as candidates)
        )
    ) as texts
    inner join search.phrases(pattern) as phrases
        on contains(case when phrases.is_unspaced then replace(texts.text, ' ', '') else texts.text end, phrases.text)
    inner join search.candidates(pattern, true) as candidates
        on texts.article_id = candidates.article_id and phrases.alternative = candidates.alternative
    group by texts.article_id, phrases.alternative
    having count(*) = max(phrases.phrase_count)
);
comment on macro table search.confirmed is
    'The articles that have all phrases of an alternative of a search pattern, and its words.';
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
                select candidates.article_id
                from search.candidates(pattern, false) as candidates
                union all
                select confirmed.article_id
                from search.confirmed(pattern) as confirmed
            )
        )
);
comment on macro table main.articles_matching is
    'Articles with these words in title or body, case and accents aside. All words of an alternative must be there; * is the rest of a word, quotes hold words that follow each other, | or OR parts alternatives: select * from articles_matching(''ferry harb* "corran bridge" | quay'').';
