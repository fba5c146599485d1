/* The claims of the records whose URL was decided, with how many addresses declare it and why it is refused. */
WITH counted AS (
  SELECT
    url_claimants.url_id,
    url_claimants.record_key,
    MIN(url_claimants.address_count) AS address_count
  FROM work.url_claimants
  GROUP BY
    url_claimants.url_id,
    url_claimants.record_key
)
SELECT
  url_claims.record_key,
  url_claims.declared_article_id,
  url_claims.declared_url,
  url_claims.declared_url_method,
  url_claims.declared_url_confidence,
  url_claims.own_article_id,
  url_claims.own_url,
  url_claims.own_url_method,
  url_claims.own_url_confidence,
  counted.address_count,
  refused_claims.refusal
FROM staging.url_claims
INNER JOIN counted
  ON url_claims.record_key = counted.record_key
  AND url_claims.declared_article_id = counted.url_id
LEFT JOIN work.refused_claims
  ON url_claims.declared_article_id = refused_claims.url_id
  AND url_claims.own_article_id = refused_claims.address_id
