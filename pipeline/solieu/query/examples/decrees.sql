-- The decrees most cited: each by kind, number and issuer, counted once an article. Short mentions that repeat a fuller one are left out.
SELECT kind, number, symbol, max(year) AS year, max(issuer) AS issuer, count(DISTINCT id) AS articles, min(text) AS cited_as
FROM decrees
WHERE number IS NOT NULL AND resolved IS NULL
GROUP BY kind, number, symbol
ORDER BY articles DESC, kind, number, symbol
LIMIT 50
