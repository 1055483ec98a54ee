-- Jobs created, by province and year: the largest number that an article gives (later reports of a year include the earlier ones),
-- and how many articles give one.
SELECT coalesce(p.name, f.place) AS province, year(f.period_end) AS year, max(f.value) AS jobs, count(DISTINCT f.id) AS articles
FROM facts AS f LEFT JOIN provinces AS p ON p.code = f.province_code
WHERE f.aspect = 'VALUE'
  AND lower(f.indicator) LIKE '%việc làm%'
  AND regexp_matches(lower(f.indicator), 'tạo|giải quyết|giới thiệu')
  AND f.unit IN ('người', 'lao động', 'việc làm', 'lượt người')
GROUP BY ALL
ORDER BY province, year
