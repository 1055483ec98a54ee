-- Targets against results: what was planned for a year in a place, the last result that is reported of the same thing there and then,
-- and the share reached, in percent.
WITH pairs AS (
  SELECT t.indicator, coalesce(p.name, t.place) AS place, year(t.period_end) AS year, t.unit, t.value AS target, t.id AS target_in,
         arg_max(r.value, r.period_end) AS result, arg_max(r.id, r.period_end) AS result_in
  FROM facts AS t
  JOIN facts AS r
    ON lower(r.indicator) = lower(t.indicator) AND r.unit IS NOT DISTINCT FROM t.unit AND year(r.period_end) = year(t.period_end)
   AND coalesce(r.place_code, lower(r.place)) IS NOT DISTINCT FROM coalesce(t.place_code, lower(t.place))
  LEFT JOIN provinces AS p ON p.code = t.place_code
  WHERE t.aspect = 'TARGET' AND r.aspect = 'VALUE' AND t.value > 0
  GROUP BY ALL
)
SELECT indicator, place, year, unit, target, result, round(100 * result / target, 1) AS percent, target_in, result_in
FROM pairs
ORDER BY percent, indicator, place, year
