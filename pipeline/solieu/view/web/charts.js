// The page of charts: choose an indicator, see it over time and by place, and the facts behind it.
const data = JSON.parse($("#data").textContent);
const said = data.words;
const ASPECTS = ["VALUE", "TARGET", "CHANGE", "SHARE", "PLAN", "RANK"];
const COLOURS = 7, LISTED = 200, BARS = 30, DAY = 86400000;
const groups = data.groups.map((group, number) => ({
  number, name: group.name, unit: group.unit, all: group.all, words: plain(`${group.name} ${group.unit}`),
  facts: group.facts.map(([article, aspect, value, amount, place, first, last, period, score, mark, quote], row) => ({
    row, article: data.articles[article], aspect: ASPECTS[aspect], value: Number(value), amount, place: data.places[place] || "",
    first: first || last ? Date.parse(first || last) : null, last: first || last ? Date.parse(last || first) + DAY : null, period, score, mark, quote,
  })),
}));
const numbers = new Intl.NumberFormat(document.documentElement.lang, { notation: "compact", maximumSignificantDigits: 3 });
const state = { group: null, aspects: new Set(), place: "" };

// --- the list of indicators
function list() {
  const fits = finder($("#search").value);
  const found = groups.filter((group) => fits(group.words));
  $("#count").textContent = `${found.length} ${data.of} ${groups.length}`;
  $("#groups").replaceChildren(...found.slice(0, LISTED).map((group) => {
    const button = element("button", { type: "button", "aria-current": group === state.group ? "true" : null },
      element("span", {}, group.name), element("small", {}, `${group.unit} · ${group.facts.length}`));
    button.addEventListener("click", () => { location.hash = `i${group.number}`; });
    return element("li", {}, button);
  }));
}
function choose(number) {
  if (!groups.length) return;
  state.group = groups[number] || groups[0];
  const aspects = ASPECTS.filter((aspect) => state.group.facts.some((fact) => fact.aspect === aspect));
  const levels = aspects.filter((aspect) => ["VALUE", "TARGET"].includes(aspect));
  state.aspects = new Set(levels.length ? levels : aspects.slice(0, 1)); // a rise is not drawn among levels unless one asks for it
  state.place = "";
  $("#name").textContent = state.group.unit ? `${state.group.name} (${state.group.unit})` : state.group.name;
  $("#cut").hidden = state.group.all <= state.group.facts.length;
  $("#cut").textContent = said.cut.replace("{shown}", state.group.facts.length).replace("{all}", state.group.all);
  $("#aspects").replaceChildren(...aspects.map((aspect) => {
    const button = element("button", { type: "button", class: "chip", "aria-pressed": String(state.aspects.has(aspect)) }, data.aspects[aspect]);
    button.addEventListener("click", () => {
      if (state.aspects.has(aspect)) state.aspects.delete(aspect); else state.aspects.add(aspect);
      button.setAttribute("aria-pressed", String(state.aspects.has(aspect)));
      draw();
    });
    return button;
  }));
  const places = [...new Set(state.group.facts.map((fact) => fact.place))].sort((a, b) => a.localeCompare(b, "vi"));
  $("#place").replaceChildren(element("option", { value: "" }, said.all_places), ...places.filter(Boolean).map((place) => element("option", { value: place }, place)));
  list();
  draw();
}

// --- drawing
function ticksOf(low, high, number) {
  const rough = (high - low) / number || 1, power = 10 ** Math.floor(Math.log10(rough));
  const step = power * [1, 2, 5, 10].find((factor) => factor * power >= rough);
  const ticks = [];
  for (let at = Math.ceil(low / step) * step; at <= high + step / 1e6; at += step) ticks.push(Math.abs(at) < step / 1e6 ? 0 : at);
  return ticks;
}
function daysOf(low, high, number) {
  const years = (high - low) / DAY / 365, ticks = [];
  const first = new Date(low).getUTCFullYear();
  if (years > 2) {
    const step = Math.max(1, Math.ceil(years / number));
    for (let year = first; ; year += step) { const at = Date.UTC(year, 0); if (at > high) break; if (at >= low) ticks.push([at, String(year)]); }
    return ticks;
  }
  const step = [1, 3, 6, 12].find((months) => years * 12 / months <= number) || 12;
  for (let month = 0; ; month += step) {
    const at = Date.UTC(first, month);
    if (at > high) break;
    if (at >= low) ticks.push([at, `${(month % 12) + 1}/${first + Math.floor(month / 12)}`]);
  }
  return ticks;
}
const shown = () => state.group.facts.filter((fact) => state.aspects.has(fact.aspect) && (!state.place || fact.place === state.place) && Number.isFinite(fact.value));
function palette(facts) {
  const counts = new Map();
  for (const fact of facts) counts.set(fact.place, (counts.get(fact.place) || 0) + 1);
  return new Map([...counts].sort((a, b) => b[1] - a[1]).slice(0, COLOURS).map(([place], at) => [place, `s${at}`]));
}
const named = (place) => place || said.nowhere;
function symbol(fact, x, y) {
  if (fact.aspect === "VALUE") return drawn("circle", { class: "point", cx: x, cy: y, r: 4.5 });
  return drawn("path", { class: "point open", d: `M ${x} ${y - 5.5} l 5.5 5.5 l -5.5 5.5 l -5.5 -5.5 z` });
}
const spoken = (fact) => [fact.amount, state.group.unit, data.aspects[fact.aspect], named(fact.place), fact.period].filter(Boolean).join(", ");
function pointOf(fact, x, y, colour) {
  const link = drawn("a", { href: `#row-${fact.row}`, class: colour, "aria-label": spoken(fact) }, drawn("title", {}, spoken(fact)), symbol(fact, x, y));
  link.addEventListener("click", (event) => { event.preventDefault(); visit(fact.row); });
  return link;
}
function visit(number) {
  const row = $(`#row-${number}`);
  row.scrollIntoView({ block: "center" });
  flash(row);
  $("a, [tabindex]", row)?.focus({ preventScroll: true });
}
function drawTime(facts, colours) {
  const dated = facts.filter((fact) => fact.first !== null);
  const room = $("#time"), width = Math.max(260, room.clientWidth), height = 300, left = 52, right = 14, top = 10, bottom = 26;
  if (!dated.length) { room.replaceChildren(element("p", { class: "note" }, said.no_time)); return; }
  let low = Math.min(...dated.map((fact) => fact.first)), high = Math.max(...dated.map((fact) => fact.last));
  if (high - low < 400 * DAY) { low -= 60 * DAY; high += 60 * DAY; }
  let least = Math.min(0, ...dated.map((fact) => fact.value)), most = Math.max(0, ...dated.map((fact) => fact.value));
  if (least === most) most = 1;
  const x = (day) => left + (width - left - right) * (day - low) / (high - low);
  const y = (value) => height - bottom - (height - top - bottom) * (value - least) / (most - least);
  const svg = drawn("svg", { viewBox: `0 0 ${width} ${height}`, role: "group", "aria-label": `${said.over_time}: ${$("#name").textContent}` });
  for (const tick of ticksOf(least, most, 5)) {
    svg.append(drawn("line", { class: "grid", x1: left, x2: width - right, y1: y(tick), y2: y(tick) }), drawn("text", { class: "faint", x: left - 8, y: y(tick) + 4, "text-anchor": "end" }, numbers.format(tick)));
  }
  for (const [at, label] of daysOf(low, high, Math.max(2, width / 90))) {
    svg.append(drawn("line", { class: "grid", x1: x(at), x2: x(at), y1: height - bottom, y2: height - bottom + 5 }), drawn("text", { class: "faint", x: x(at), y: height - 6, "text-anchor": "middle" }, label));
  }
  const middle = (fact) => x((fact.first + fact.last) / 2);
  const threads = new Map();
  for (const fact of dated) if (colours.has(fact.place)) {
    const key = `${fact.place}\0${fact.aspect}`;
    threads.set(key, [...(threads.get(key) || []), fact]);
  }
  for (const thread of threads.values()) {
    const once = new Set(thread.map((fact) => fact.first + fact.last)).size === thread.length; // two values at one time are no course
    if (thread.length < 2 || !thread[0].place || !once) continue;
    thread.sort((a, b) => a.first + a.last - b.first - b.last);
    svg.append(drawn("polyline", { class: `thread ${colours.get(thread[0].place)}`, points: thread.map((fact) => `${middle(fact)},${y(fact.value)}`).join(" ") }));
  }
  for (const fact of dated) svg.append(drawn("line", { class: `reach ${colours.get(fact.place) || "s7"}`, x1: x(fact.first), x2: x(fact.last), y1: y(fact.value), y2: y(fact.value) }));
  for (const fact of dated) svg.append(pointOf(fact, middle(fact), y(fact.value), colours.get(fact.place) || "s7"));
  room.replaceChildren(svg);
  if (dated.length < facts.length) room.append(element("p", { class: "note" }, `${facts.length - dated.length} ${said.undated}`));
}
function drawPlaces(facts, colours) {
  const latest = new Map();
  for (const fact of facts) {
    if (!fact.place || fact.aspect !== (state.aspects.has("VALUE") ? "VALUE" : fact.aspect)) continue;
    const other = latest.get(fact.place);
    if (!other || (fact.last ?? 0) > (other.last ?? 0)) latest.set(fact.place, fact);
  }
  const bars = [...latest.values()].sort((a, b) => b.value - a.value).slice(0, BARS);
  const room = $("#places");
  if (!bars.length) { room.replaceChildren(element("p", { class: "note" }, said.no_place)); return; }
  const width = Math.max(260, room.clientWidth), row = 24, names = Math.min(190, width * 0.36), end = 84, height = bars.length * row + 4;
  const least = Math.min(0, ...bars.map((fact) => fact.value)), most = Math.max(0, ...bars.map((fact) => fact.value)) || 1;
  const x = (value) => names + (width - names - end) * (value - least) / (most - least);
  const svg = drawn("svg", { viewBox: `0 0 ${width} ${height}`, role: "group", "aria-label": `${said.by_place}: ${$("#name").textContent}` });
  bars.forEach((fact, at) => {
    const y = at * row + row / 2 + 2, fits = Math.floor(names / 7.2), colour = colours.get(fact.place) || "s7";
    const name = fact.place.length > fits ? `${fact.place.slice(0, fits - 1)}…` : fact.place;
    const link = drawn("a", { href: `#row-${fact.row}`, class: colour, "aria-label": spoken(fact) }, drawn("title", {}, spoken(fact)),
      drawn("rect", { class: "bar series point", x: Math.min(x(0), x(fact.value)), y: y - 7, width: Math.max(2, Math.abs(x(fact.value) - x(0))), height: 14, rx: 2 }));
    link.addEventListener("click", (event) => { event.preventDefault(); visit(fact.row); });
    svg.append(drawn("text", { x: names - 8, y: y + 4, "text-anchor": "end" }, name), link,
      drawn("text", { class: "faint", x: x(Math.max(0, fact.value)) + 6, y: y + 4 }, `${numbers.format(fact.value)}${fact.last ? ` · ${new Date(fact.last - DAY).getUTCFullYear()}` : ""}`));
  });
  room.replaceChildren(svg);
}
function drawLegend(facts, colours) {
  const item = (colour, words, mark) => element("li", { class: colour }, drawn("svg", { width: 12, height: 12, viewBox: "-6 -6 12 12", "aria-hidden": "true" }, mark), words);
  const items = [...colours].map(([place, colour]) => item(colour, named(place), symbol({ aspect: "VALUE" }, 0, 0)));
  if (facts.some((fact) => !colours.has(fact.place))) items.push(item("s7", said.elsewhere, symbol({ aspect: "VALUE" }, 0, 0)));
  const hollow = [...state.aspects].filter((aspect) => aspect !== "VALUE" && facts.some((fact) => fact.aspect === aspect)).map((aspect) => data.aspects[aspect]);
  if (hollow.length) items.push(item("s7", hollow.join(", "), symbol({ aspect: "TARGET" }, 0, 0)));
  $("#legend").replaceChildren(...items);
}
function drawRows(facts) {
  const cell = (attributes, ...children) => element("td", { role: "cell", ...attributes }, ...children);
  $("#rows").replaceChildren(...facts.map((fact) => {
    const [before, words, after] = fact.quote, [id, page] = fact.article;
    const quote = cell({ class: "quote whole" }, before, element("mark", {}, words), after, element("span", { class: "sub" }, page ? element("a", { href: page + (fact.mark ? `#m${fact.mark}` : "") }, id) : id));
    if (!page) quote.tabIndex = -1;
    return element("tr", { role: "row", id: `row-${fact.row}` }, quote, cell({ class: "right" }, element("span", { class: "amount" }, fact.amount), ` ${state.group.unit}`),
      cell({ class: "aspect" }, data.aspects[fact.aspect]), cell({ class: "sub" }, [fact.place, fact.period].filter(Boolean).join(" · ")), cell({ class: "right number sub" }, fact.score.toFixed(2)));
  }));
}
function draw() {
  if (!state.group) return;
  const facts = shown(), colours = palette(facts);
  drawLegend(facts, colours);
  drawTime(facts, colours);
  drawPlaces(facts, colours);
  drawRows(facts);
}
const fromHash = () => choose(Number(/^#i(\d+)$/.exec(location.hash)?.[1] ?? 0));
$("#search").addEventListener("input", list);
$("#place").addEventListener("change", (event) => { state.place = event.target.value; draw(); });
addEventListener("hashchange", () => { if (/^#i\d+$/.test(location.hash)) fromHash(); });
let wide = innerWidth;
addEventListener("resize", () => { if (innerWidth !== wide) { wide = innerWidth; draw(); } });
fromHash();
