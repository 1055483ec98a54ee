"use strict";
// What all pages share: the switch between light and dark, and words to search by.
const $ = (selector, within = document) => within.querySelector(selector);
const $$ = (selector, within = document) => [...within.querySelectorAll(selector)];

const theme = {
  key: "solieu-theme",
  stored() { try { return localStorage.getItem(this.key); } catch { return null; } },
  store(name) { try { localStorage.setItem(this.key, name); } catch { /* a browser may forbid it; then the choice holds for this page */ } },
  set(name) { if (name) document.documentElement.dataset.theme = name; this.show(); },
  dark() { return (document.documentElement.dataset.theme || (matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light")) === "dark"; },
  show() { $("#theme")?.setAttribute("aria-pressed", String(this.dark())); },
};
theme.set(["light", "dark"].find((name) => name === theme.stored()));
matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => theme.show());
$("#theme")?.addEventListener("click", () => { const name = theme.dark() ? "light" : "dark"; theme.set(name); theme.store(name); });

// What sticks below the bar at the top has to know how high it is.
const bar = $(".top");
if (bar) new ResizeObserver(() => document.documentElement.style.setProperty("--top", `${bar.offsetHeight}px`)).observe(bar);

// "Tỷ lệ hộ nghèo" and "ty le ho ngheo" are found by each other.
const plain = (words) => words.normalize("NFD").replace(/[\u0300-\u036f]/g, "").replace(/[đĐ]/g, "d").toLowerCase();
const finder = (query) => { const terms = plain(query).split(/\s+/).filter(Boolean); return (words) => terms.every((term) => words.includes(term)); };

function element(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) if (value !== null && value !== undefined) made.setAttribute(key, value);
  made.append(...children);
  return made;
}
function drawn(name, attributes = {}, ...children) {
  const made = document.createElementNS("http://www.w3.org/2000/svg", name);
  for (const [key, value] of Object.entries(attributes)) if (value !== null && value !== undefined) made.setAttribute(key, value);
  made.append(...children);
  return made;
}
function flash(...elements) {
  for (const one of elements) { one.classList.remove("flash"); void one.offsetWidth; one.classList.add("flash"); }
}
