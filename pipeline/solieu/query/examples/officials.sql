-- Officials by agency: who is named there, in which position, and in how many articles.
SELECT coalesce(agency_canonical, agency) AS agency, name AS official, position, count(DISTINCT id) AS articles
FROM officials
WHERE agency IS NOT NULL
GROUP BY ALL
ORDER BY agency, articles DESC, official, position
