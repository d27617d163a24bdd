"use strict";
(() => {
// ---- the data, as plain objects that know each other
const data = JSON.parse(document.getElementById("data").textContent);
const nodes = data.nodes.map((node, index) => ({ ...node, index, ties: [], visible: true }));
const byId = new Map(nodes.map((node) => [node.id, node]));
// Claims, edges and events are columns, each under its name; an edge says how many of the events are its own.
const fromColumns = (columns) => {
  const names = Object.keys(columns);
  return columns[names[0]].map((_, at) => Object.fromEntries(names.map((name) => [name, columns[name][at]])));
};
const lookOf = (group, name) => data.legend[group].find((look) => look.name === name);
const bent = (by) => by !== 0 && { enabled: true, type: by > 0 ? "curvedCW" : "curvedCCW", roundness: Math.abs(by) };
data.claims = fromColumns(data.claims);
const allEvents = fromColumns(data.events);
const VALUES = ["p", "n", "strength", "polarity", "sign", "width"];
let begin = 0;
const ties = fromColumns(data.edges).map((edge, index) => {
  const events = allEvents.slice(begin, begin += edge.events), { dashes, arrow } = lookOf("ties", edge.kind);
  const all = Object.fromEntries(VALUES.map((name) => [name, edge[name]]));
  const tie = { ...edge, index, dashes: dashes.length > 0 && dashes, arrow, smooth: bent(edge.bend), all: { ...all, events }, events, change: null, source: byId.get(edge.source), target: byId.get(edge.target), visible: true };
  tie.source.ties.push(tie);
  if (tie.target !== tie.source) tie.target.ties.push(tie);
  return tie;
});
const tieById = new Map(ties.map((tie) => [tie.id, tie]));

// ---- what the reader does with them
const state = {
  chosen: null, cursor: null, over: null, hidden: { nodes: new Set(), ties: new Set(), signs: new Set() },
  from: "", to: "", issue: -1, diff: null, step: -1,
};

// ---- words: those of the page's language stand in the data, by key
const say = (key, values = {}) => data.words[key].replace(/\{(\w+)\}/g, (_, name) => values[name]);
const known = (group, word) => data.words[`${group}.${word}`] ?? word;
const byNumber = (a, b) => a - b;
const strengthFirst = (a, b) => (b.strength ?? 0) - (a.strength ?? 0) || a.index - b.index;
const sized = [...nodes].sort((a, b) => b.size - a.size || a.index - b.index);
const letters = { ß: "ss", ø: "o", ł: "l", đ: "d", ð: "d", þ: "th", æ: "ae", œ: "oe", ı: "i", ħ: "h", ŧ: "t" };
const bare = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase().replace(/[ßøłđðþæœıħŧ]/g, (letter) => letters[letter]);
const folded = (text) => bare(text).replace(/\s+/g, " ").trim();
const LINES = { "+": "plus", "-": "minus", mixed: "mixed", weak: "weak", none: "none" };
const SIGNS = { "+": "+", "-": "−", mixed: "±", weak: "·", none: "" };
const number = (value, digits = 2, sign = false) => {
  if (value === null || value === undefined) return "–";
  const text = Math.abs(value).toFixed(digits);
  if (Number(text) === 0) return text;
  return (value < 0 ? "−" : sign ? "+" : "") + text;
};
const count = (n, noun) => `${n} ${data.words[`count.${noun}.${n === 1 ? "one" : "more"}`]}`;
const pairName = (tie) => `${tie.source.label} – ${tie.target.label}`;

// Text reaches the page through textContent only; there is no way from a fact to markup.
function el(tag, attributes, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes || {})) {
    if (name === "on") for (const [event, act] of Object.entries(value)) element.addEventListener(event, act);
    else if (value !== null && value !== false) element.setAttribute(name, value === true ? "" : value);
  }
  for (const child of children.flat()) {
    if (child !== null && child !== undefined && child !== false) element.append(child);
  }
  return element;
}
const words = (text) => { const bdi = document.createElement("bdi"); bdi.textContent = text; return bdi; };
// A date as the data have it (EDTF), in words: open at one end, or an interval.
const dated = (text) => {
  const [, first, last] = /^([^/]*)\/([^/]*)$/.exec(text || "") || [], open = (end) => end === "" || end === "..";
  if (last === undefined) return text ? words(text) : say("says.no-date");
  return words(open(first) ? say("date.by", { day: last }) : open(last) ? say("date.from", { day: first }) : say("date.between", { first, last }));
};
// The facts are told in English, whatever the language of the page.
const inEnglish = (text) => { const bdi = words(text); if (document.documentElement.lang !== "en") bdi.lang = "en"; return bdi; };
