// The list of articles: search as one types.
const said = JSON.parse($("#data").textContent);
const entries = $$(".entries li").map((item) => ({ item, words: plain(`${item.textContent} ${item.dataset.find}`) }));
function search() {
  const fits = finder($("#search").value);
  let shown = 0;
  for (const { item, words } of entries) { item.hidden = !fits(words); shown += !item.hidden; }
  $("#count").textContent = `${shown} ${said.of} ${entries.length} ${said.shown}`;
}
$("#search").addEventListener("input", search);
search(); // a browser that comes back to the page may have kept the words
