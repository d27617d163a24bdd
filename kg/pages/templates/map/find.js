// ---- finding: names, other names and codes, with or without accents
const find = document.getElementById("find"), found = document.getElementById("found");
const keys = nodes.map((node) => [node.label, node.id, ...node.names].map(folded));

function rank(key, wanted) {
  if (key === wanted) return 0;
  if (key.startsWith(wanted)) return 1;
  if (key.includes(` ${wanted}`)) return 2;
  return key.includes(wanted) ? 3 : 9;
}

function matches(text) {
  const wanted = folded(text);
  if (!wanted) return [];
  const ranked = nodes.map((node) => [Math.min(...keys[node.index].map((key) => rank(key, wanted))), node]);
  return ranked.filter(([r, node]) => r < 9 && node.visible).sort(([r, a], [s, b]) => r - s || b.size - a.size || a.index - b.index).map(([, node]) => node).slice(0, 8);
}

let marked = 0;
function list() {
  const hits = matches(find.value);
  marked = Math.min(marked, Math.max(hits.length - 1, 0));
  found.replaceChildren(...hits.map((node, i) => el("li", { role: "option", id: `hit${i}`, "aria-selected": String(i === marked), on: { mousedown: (event) => { event.preventDefault(); take(node); } } },
    words(node.label), el("span", {}, ` ${node.type}`))));
  if (find.value.trim() && !hits.length) found.replaceChildren(el("li", { role: "option", "aria-selected": "false", "aria-disabled": "true" }, say("says.no-name")));
  found.hidden = !found.children.length;
  find.setAttribute("aria-expanded", String(!found.hidden));
  if (hits.length) find.setAttribute("aria-activedescendant", `hit${marked}`); else find.removeAttribute("aria-activedescendant");
  return hits;
}

function take(node) {
  find.value = node.label;
  found.hidden = true;
  find.setAttribute("aria-expanded", "false");
  choose(node, true);
}

find.addEventListener("input", () => { marked = 0; list(); });
find.addEventListener("blur", () => { found.hidden = true; find.setAttribute("aria-expanded", "false"); });
find.addEventListener("keydown", (event) => {
  const hits = matches(find.value);
  if (event.key === "Enter" && hits.length) take(hits[marked]);
  else if (event.key === "ArrowDown") { marked = Math.min(marked + 1, hits.length - 1); list(); }
  else if (event.key === "ArrowUp") { marked = Math.max(marked - 1, 0); list(); }
  else if (event.key === "Escape") { find.value = ""; list(); picture.focus(); }
  else return;
  event.preventDefault();
  event.stopPropagation();
});
