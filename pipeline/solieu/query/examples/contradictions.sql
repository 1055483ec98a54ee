-- Numbers that contradict each other: one thing in one place and period, said to be exactly one value here and another there.
SELECT indicator, coalesce(p.name, place) AS place, period_start, period_end, unit,
       min(value) AS lowest, max(value) AS highest, round(100 * (max(value) - min(value)) / min(value), 1) AS percent_apart,
       list(DISTINCT id ORDER BY id) AS articles
FROM (
  SELECT *, coalesce(place_code, lower(place)) AS spot, coalesce(province_code, '') AS within
  FROM facts
  WHERE aspect = 'VALUE' AND comparator = '=' AND value_high IS NULL AND NOT coalesce(ambiguous, false) AND value > 0
) AS f LEFT JOIN provinces AS p ON p.code = f.place_code
WHERE spot IS NOT NULL AND period_start IS NOT NULL
GROUP BY indicator, coalesce(p.name, place), spot, within, period_start, period_end, unit
HAVING count(DISTINCT value) > 1 AND count(DISTINCT id) > 1
ORDER BY percent_apart, indicator, place
