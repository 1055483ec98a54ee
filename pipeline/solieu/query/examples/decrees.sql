-- The decrees most cited: each by kind, number, symbol and year, counted once an article. Short mentions that repeat a fuller one are left out.
SELECT kind, number, symbol, year, max(issuer) AS issuer, count(DISTINCT id) AS articles, min(text) AS cited_as
FROM decrees
WHERE number IS NOT NULL AND resolved IS NULL
GROUP BY kind, number, symbol, year
ORDER BY articles DESC, kind, number, symbol, year
LIMIT 50
