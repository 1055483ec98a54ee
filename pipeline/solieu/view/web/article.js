// The page of an article: links on hover, focus and tap; from a row to its place and back; filters.
const data = JSON.parse($("#data").textContent);
const text = $("#text"), card = $("#card");
const pieces = new Map(); // number of a mark -> its elements, one a line
for (const piece of $$(".mark")) pieces.set(piece.dataset.n, [...(pieces.get(piece.dataset.n) || []), piece]);
const rows = $$("tr[data-aspect]");
const links = data.links.map(([source, target, label, score]) => ({ source: String(source), target: String(target), label, score }));
const narrow = () => matchMedia("(max-width: 62rem)").matches;
let held = null; // the mark that a tap keeps open

// --- filters
const filter = { labels: new Set(), aspects: new Set(), score: 0 };
const seen = (n) => { const first = pieces.get(n)[0]; return !filter.labels.has(first.dataset.label) && Number(first.dataset.score) >= filter.score; };
const open = (link) => !filter.aspects.has(link.label) && link.score >= filter.score && seen(link.source) && seen(link.target);
function apply() {
  for (const [n, all] of pieces) for (const piece of all) {
    piece.classList.toggle("off", !seen(n));
    if (piece.matches("a, [tabindex]")) piece.tabIndex = seen(n) ? 0 : -1;
  }
  let shown = 0;
  for (const row of rows) {
    row.hidden = filter.aspects.has(row.dataset.aspect) || Number(row.dataset.score) < filter.score;
    shown += !row.hidden;
  }
  $("#count").textContent = shown === rows.length ? `${shown}` : `${shown} ${data.of} ${rows.length}`;
  release();
}
function toggle(button, set, name) {
  const on = button.getAttribute("aria-pressed") !== "true";
  button.setAttribute("aria-pressed", String(on));
  if (on) set.delete(name); else set.add(name);
  apply();
}
for (const button of $$("button[data-label]")) button.addEventListener("click", () => toggle(button, filter.labels, button.dataset.label));
for (const button of $$("button[data-aspect]")) button.addEventListener("click", () => toggle(button, filter.aspects, button.dataset.aspect));
$("#score").addEventListener("input", (event) => {
  filter.score = Number(event.target.value);
  $("output").textContent = filter.score.toFixed(2);
  apply();
});
$("#names").addEventListener("click", (event) => {
  event.currentTarget.setAttribute("aria-pressed", String(text.classList.toggle("named")));
});

// --- what belongs together
function light(n) {
  release(false);
  if (!pieces.has(n) || !seen(n)) return;
  const own = links.filter((link) => (link.source === n || link.target === n) && open(link));
  const lit = new Set([n, ...own.flatMap((link) => [link.source, link.target])]);
  // With a number or a person, all that it is linked to; with an indicator or an office, those it is linked to and nothing further.
  for (const other of lit) for (const piece of pieces.get(other)) piece.classList.add("lit");
  for (const piece of pieces.get(n)) piece.classList.add("here");
  for (const row of $$("[data-n]", $(".side"))) row.classList.toggle("lit", lit.has(row.dataset.n) && !row.hidden);
  wire(own);
  tell(n, own);
}
function release(all = true) {
  if (all) held = null;
  for (const one of $$(".lit, .here")) one.classList.remove("lit", "here");
  $(".wires")?.remove();
  card.hidden = true;
}
function wire(own) {
  if (!own.length) return;
  const frame = text.getBoundingClientRect();
  const svg = drawn("svg", { class: "wires", "aria-hidden": "true" });
  const labels = [];
  for (const link of own) {
    const [from, to] = [link.source, link.target].map((n) => pieces.get(n)[0].getClientRects()[0]);
    const [x1, x2] = [from, to].map((box) => box.left + Math.min(box.width / 2, 60) - frame.left);
    const [y1, y2] = [from, to].map((box) => box.top - frame.top);
    const lift = Math.min(20, 9 + Math.abs(x2 - x1) / 30), high = Math.min(y1, y2) - lift;
    const [turn1, turn2] = y1 === y2 ? [high, high] : [y1 - lift, y2 - lift];
    const top = (y1 + 3 * turn1 + 3 * turn2 + y2) / 8; // of the curve, half way
    const words = drawn("text", { x: (x1 + x2) / 2, y: top + 4 }, data.aspects[link.label] || link.label);
    const back = drawn("rect", { rx: 3, height: 15, y: top - 7.5 });
    svg.append(
      drawn("path", { d: `M ${x1} ${y1} C ${x1} ${turn1}, ${x2} ${turn2}, ${x2} ${y2 - 3}` }),
      drawn("path", { class: "head", d: `M ${x2} ${y2} l -4 -6 l 8 0 z` }), back, words,
    );
    labels.push([back, words, (x1 + x2) / 2]);
  }
  text.append(svg);
  for (const [back, words, x] of labels) { // as wide as its words, which only a drawing that is on the page knows
    const width = words.getComputedTextLength() + 9;
    back.setAttribute("width", width);
    back.setAttribute("x", x - width / 2);
  }
}
const wordsOf = (n) => pieces.get(n).map((piece) => piece.textContent).join(" ").replace(/\s+/g, " ");
function tell(n, own) {
  const first = pieces.get(n)[0];
  const head = element("p", {}, element("span", { class: "kind" }, first.dataset.name), element("strong", {}, wordsOf(n)), ` ${Number(first.dataset.score).toFixed(2)}`);
  const list = element("ul");
  for (const link of own) {
    const other = link.source === n ? link.target : link.source;
    list.append(element("li", {}, element("span", { class: "kind" }, data.aspects[link.label] || link.label), wordsOf(other)));
  }
  card.replaceChildren(head);
  if (first.dataset.note) card.append(element("p", { class: "note" }, first.dataset.note));
  if (own.length) card.append(list);
  if (held && first.hash) {
    const go = element("a", { href: first.hash }, data.to_row);
    go.addEventListener("click", (event) => { event.preventDefault(); release(); visit(first.hash); });
    card.append(element("p", {}, go));
  }
  card.hidden = false;
  put(first);
}
// Beside its mark, below it or above; where there is one column, at the foot of the screen, and the mark is scrolled clear of it.
function put(mark) {
  const foot = narrow();
  card.classList.toggle("near", !foot);
  card.style.left = card.style.top = "";
  if (foot) {
    const hidden = mark.getBoundingClientRect().bottom + 12 - card.getBoundingClientRect().top;
    if (hidden > 0) scrollBy({ top: hidden });
    return;
  }
  const boxes = mark.getClientRects(), last = boxes[boxes.length - 1], own = card.getBoundingClientRect();
  const below = last.bottom + 10;
  card.style.left = `${Math.max(8, Math.min(last.left, innerWidth - own.width - 16))}px`;
  card.style.top = `${below + own.height < innerHeight ? below : Math.max(8, boxes[0].top - own.height - 30)}px`;
}
const markOf = (event) => event.target.closest?.(".mark:not(.off)");
text.addEventListener("pointerover", (event) => { const mark = markOf(event); if (mark && event.pointerType === "mouse") light(mark.dataset.n); });
text.addEventListener("pointerout", (event) => { if (event.pointerType === "mouse" && !held && markOf(event)) release(); });
text.addEventListener("focusin", (event) => { const mark = markOf(event); if (mark && mark.dataset.n !== held) light(mark.dataset.n); });
text.addEventListener("focusout", () => { if (!held) release(); });
for (const row of $$("[data-n]", $(".side"))) {
  row.addEventListener("pointerenter", (event) => { if (event.pointerType === "mouse") { light(row.dataset.n); card.hidden = true; } });
  row.addEventListener("pointerleave", (event) => { if (event.pointerType === "mouse") release(); });
}
document.addEventListener("keydown", (event) => { if (event.key === "Escape") release(); });

// --- from a row to its place in the text, and back
function visit(hash) {
  const target = document.getElementById(decodeURIComponent(hash.slice(1)));
  if (!target) return;
  const all = target.matches(".mark") ? pieces.get(target.dataset.n) : [target];
  if (target.hidden) return;
  target.scrollIntoView({ block: target.matches(".mark") || narrow() ? "center" : "nearest" });
  flash(...all);
  const focused = target.matches("a, [tabindex]") ? target : $("a", target);
  focused?.focus({ preventScroll: true });
}
document.addEventListener("click", (event) => {
  const mark = markOf(event);
  if (mark && (event.pointerType === "touch" || (narrow() && event.detail > 0))) { // a tap tells; the card leads on to the row
    event.preventDefault();
    const again = held === mark.dataset.n;
    release();
    if (!again) { held = mark.dataset.n; light(held); }
    return;
  }
  const link = event.target.closest("a[href^='#']");
  const row = link ? null : event.target.closest(".facts tbody tr");
  if (link && !link.matches(".skip")) { event.preventDefault(); visit(link.hash); } else if (row && !getSelection().toString()) visit($("a", row).hash);
  else if (held && !card.contains(event.target)) release();
});
addEventListener("resize", () => release());
if (location.hash) addEventListener("load", () => visit(location.hash));
