"use strict";
// Everything that can be found stands in the page; the words searched for stand in its address.
const data = JSON.parse(document.getElementById("data").textContent);
const box = document.getElementById("find");
const list = document.getElementById("found");
const said = document.getElementById("said");
const most = 60;

// As the program compares names: no accents, no case, signs as spaces.
const letters = { ß: "ss", ø: "o", ł: "l", đ: "d", ð: "d", þ: "th", æ: "ae", œ: "oe", ı: "i", ħ: "h", ŧ: "t" };
function folded(text) {
  const bare = text.normalize("NFKD").toLowerCase().replace(/[\p{M}\p{Cf}]/gu, "");
  const plain = bare.replace(/[ßøłđðþæœıħŧ]/g, (letter) => letters[letter]);
  return plain.replace(/[^\p{L}\p{N}]+/gu, " ").trim();
}

const things = data.things.map(([label, page, kind, names]) => ({
  label, page, kind: data.kinds[kind], names, keys: [label, ...names].map(folded),
}));
const claims = data.claims.map(([label, page]) => ({ label, page, kind: data.words.claim, names: [], keys: [folded(label)] }));

// 0 a whole name, 1 the beginning of one, 2 of a word in one, 3 all words somewhere in one; 9 not at all.
function rank(keys, wanted) {
  const words = wanted.split(" ");
  let best = 9;
  for (const key of keys) {
    if (key === wanted) return 0;
    if (key.startsWith(wanted)) best = Math.min(best, 1);
    else if (` ${key}`.includes(` ${wanted}`)) best = Math.min(best, 2);
    else if (words.every((word) => ` ${key}`.includes(` ${word}`))) best = Math.min(best, 3);
  }
  return best;
}

function ranked(entries, wanted) {
  return entries
    .map((entry, place) => ({ entry, place, rank: rank(entry.keys, wanted) }))
    .filter((each) => each.rank < 9)
    .sort((a, b) => a.rank - b.rank || a.entry.label.length - b.entry.label.length || a.place - b.place)
    .map((each) => each.entry);
}

function row(entry) {
  const item = document.createElement("li");
  const link = document.createElement("a");
  const name = document.createElement("bdi");
  const kind = document.createElement("span");
  name.textContent = entry.label;
  link.href = entry.page;
  link.append(name);
  kind.className = "source";
  kind.textContent = ` ${[entry.kind, ...entry.names].filter(Boolean).join(" · ")}`;
  item.append(link, kind);
  return item;
}

function show() {
  const wanted = folded(box.value);
  const found = wanted ? [...ranked(things, wanted), ...ranked(claims, wanted)] : [];
  list.replaceChildren(...found.slice(0, most).map(row));
  const more = found.length > most ? ` ${data.words.more.replace("%", most)}` : "";
  said.textContent = !wanted ? "" : found.length ? data.words.found.replace("%", found.length) + more : data.words.nothing;
}

function read() {
  let text = "";
  try {
    text = decodeURIComponent(location.hash.replace(/^#q=/, ""));
  } catch {
    text = "";
  }
  if (location.hash.startsWith("#q=") && text !== box.value) box.value = text.slice(0, 200);
  show();
}

box.addEventListener("input", () => {
  history.replaceState(null, "", box.value ? `#q=${encodeURIComponent(box.value)}` : "#");
  show();
});
window.addEventListener("hashchange", read);
document.addEventListener("keydown", (event) => {
  if (event.key === "/" && document.activeElement !== box) {
    event.preventDefault();
    box.focus();
  }
});
read();
