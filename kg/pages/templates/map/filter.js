// ---- what is shown: the legend's switches, the counter, the address
const switches = [...document.querySelectorAll("#legend input")];
const counter = document.getElementById("counter");

const control = (id) => document.getElementById(id);
const [fromBox, toBox, issueBox, diffBox] = ["from", "to", "issue", "diff"].map(control);
const spanButtons = [...document.querySelectorAll(".spans button")];

function sift() {
  for (const group of Object.keys(state.hidden)) {
    state.hidden[group] = new Set(switches.filter((one) => one.dataset.group === group && !one.checked).map((one) => one.value));
  }
  for (const tie of ties) { recount(tie); tie.change = state.diff ? state.diff.byTie.get(tie.id) || null : null; }
  hide();
  countSwitches();
  showControls();
  const [n, t] = [nodes, ties].map((all) => all.filter((one) => one.visible).length);
  control("empty").hidden = n > 0;
  document.body.classList.toggle("comparison", state.diff !== null);
  const shown = say("says.shown", { n, nodes: count(nodes.length, "node"), t, ties: count(ties.length, "tie") }), left = undated();
  counter.textContent = left ? say("says.undated", { shown, events: count(left, "event") }) : shown;
  tableSoon();
  showStrongest();
  if (state.chosen && !state.chosen.visible) choose(null);
  else if (state.chosen) choose(state.chosen);
  else { redraw(); remember(); }
}

// What has no date lies in no stretch of days: how many events a choice of days leaves out for that reason.
function undated() {
  if (!state.diff && state.from === "" && state.to === "") return 0;
  const kept = ties.flatMap((tie) => tie.all.events.filter((event) => event.day === null && (tie.kind === "claimed" || !event.reason) && (state.issue < 0 || event.issues.includes(state.issue))));
  return new Set(kept.map((event) => event.id)).size;
}

function hide() {
  const { nodes: kinds, ties: bases, signs } = state.hidden;
  for (const tie of ties) {
    const ends = !kinds.has(tie.source.kind) && !kinds.has(tie.target.kind);
    tie.left = state.diff ? tie.change !== null : !filtered() || counts(tie);
    tie.visible = ends && tie.left && (state.diff !== null || (!bases.has(tie.kind) && !signs.has(tie.sign)));
  }
  const alone = state.diff || filtered();
  for (const node of nodes) {
    node.left = !alone || node.ties.some((tie) => tie.left);
    node.visible = !kinds.has(node.kind) && (!alone || node.ties.some((tie) => tie.visible));
  }
}

// Beside each switch stands how many it shows or hides, of what the days and the issue leave.
function countSwitches() {
  const of = { nodes: new Map(), ties: new Map(), signs: new Map() };
  const add = (group, name) => of[group].set(name, (of[group].get(name) || 0) + 1);
  for (const node of nodes) if (node.left) add("nodes", node.kind);
  for (const tie of ties) if (tie.left) { add("ties", tie.kind); add("signs", tie.sign); }
  for (const one of switches) {
    const number = one.closest("label").querySelector("b"), text = String(of[one.dataset.group].get(one.value) || 0);
    if (number.textContent !== text) number.textContent = text;
  }
}

// ---- the controls say what is chosen
function showControls() {
  fromBox.value = state.from;
  toBox.value = state.to;
  issueBox.value = state.issue < 0 ? "" : data.issues[state.issue][0];
  diffBox.value = state.diff ? state.diff.id : "";
  for (const one of spanButtons) {
    const span = spanNamed(one.dataset.span);
    one.setAttribute("aria-pressed", String(!state.diff && (span ? span.first === state.from && span.last === state.to : state.from === "" && state.to === "")));
  }
  for (const one of [fromBox, toBox, issueBox]) one.disabled = state.diff !== null;
  const rows = state.diff ? Object.entries(CHANGES).map(([name, [colour, mark]]) => [name, colour, mark, state.diff.changes.filter((one) => one.change === name).length]).filter((row) => row[3]) : [];
  control("changes").hidden = !rows.length;
  control("changes").replaceChildren(el("legend", {}, state.diff ? say("says.changes-between", state.diff) : say("says.changes")),
    ...rows.map(([name, colour, mark, n]) => el("p", {}, el("i", { class: `mark back-${colour}` }, mark), el("span", {}, known("change", name)), el("b", {}, String(n)))));
  // in a comparison the colours and dashes tell of changes, so that their other meanings are put away
  for (const one of document.querySelectorAll('#legend input:not([data-group="nodes"])')) one.disabled = one.closest("fieldset").hidden = state.diff !== null;
}

function view(changed) {
  Object.assign(state, { step: -1 }, changed);
  if (changed.from !== undefined || changed.issue !== undefined) state.diff = null;
  if (changed.diff) Object.assign(state, { from: "", to: "", issue: -1 });
  sift();
  showStory();
  // a comparison is of the whole; and what is left may lie outside of what was looked at
  const left = nodes.filter((node) => node.visible);
  if (changed.diff || (left.length && !left.some(inSight))) fill();
}
function inSight(node) {
  const { x, y } = network.canvasToDOM(node.at);
  return x > 0 && y > 0 && x < picture.clientWidth && y < picture.clientHeight;
}

// What is being filtered, in words, for the table and the pictures that are saved.
function said() {
  const parts = [];
  if (state.diff) parts.push(`${diffBox.selectedOptions[0].textContent.trim()}`);
  if (state.from || state.to) parts.push(say("says.range", { first: state.from || say("says.beginning"), last: state.to || say("says.end") }));
  if (state.issue >= 0) parts.push(say("says.issue", { issue: data.issues[state.issue][1] }));
  const hidden = switches.filter((one) => !one.checked).map((one) => one.closest("label").querySelector("span").textContent);
  if (hidden.length) parts.push(say("says.hidden", { names: hidden.join(", ") }));
  return parts.join("; ") || say("says.everything");
}

// The address after # holds what is chosen and hidden; only names this page knows are ever read from it.
function remember() {
  const address = new URLSearchParams();
  if (state.step >= 0) address.set("step", String(state.step + 1));
  if (state.from) address.set("from", state.from);
  if (state.to) address.set("to", state.to);
  if (state.issue >= 0) address.set("issue", data.issues[state.issue][0]);
  if (state.diff) address.set("diff", state.diff.id);
  if (state.chosen) address.set(state.chosen.ties ? "node" : "tie", state.chosen.id);
  const hidden = switches.filter((one) => !one.checked).map((one) => `${one.dataset.group}:${one.value}`);
  if (hidden.length) address.set("hide", hidden.join("|"));
  const text = address.toString();
  if (text !== location.hash.slice(1)) history.replaceState(null, "", text ? `#${text}` : location.href.split("#")[0]);
}

function day(text) {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text || "") || !data.periods.length) return "";
  const time = Date.parse(`${text}T00:00:00Z`);
  return Number.isNaN(time) || new Date(time).toISOString().slice(0, 10) !== text ? "" : text;
}

function recall() {
  const address = new URLSearchParams(location.hash.slice(1));
  const hidden = new Set((address.get("hide") || "").split("|"));
  for (const one of switches) one.checked = !hidden.has(`${one.dataset.group}:${one.value}`);
  const item = byId.get(address.get("node")) || tieById.get(address.get("tie")) || null;
  const step = /^\d$/.test(address.get("step") || "") && data.periods.length > 1 && data.periods[Number(address.get("step")) - 1] ? Number(address.get("step")) - 1 : -1;
  const diff = differences.get(address.get("diff")) || null;
  state.chosen = null;
  Object.assign(state, { diff, step, from: day(address.get("from")), to: day(address.get("to")), issue: data.issues.findIndex(([name]) => name === address.get("issue")) });
  if (diff) Object.assign(state, { from: "", to: "", issue: -1, step: -1 });
  if (state.step >= 0) Object.assign(state, { from: data.periods[step].first, to: data.periods[step].last });
  sift();
  choose(item && item.visible ? item : null);
  showStory();
}

for (const one of spanButtons) one.addEventListener("click", () => {
  const span = spanNamed(one.dataset.span);
  view(span ? { from: span.first, to: span.last } : { from: "", to: "" });
});
for (const one of [fromBox, toBox]) one.addEventListener("change", () => view({ from: day(fromBox.value), to: day(toBox.value) }));
issueBox.addEventListener("change", () => view({ issue: data.issues.findIndex(([name]) => name === issueBox.value) }));
diffBox.addEventListener("change", () => view({ diff: differences.get(diffBox.value) || null }));
for (const one of switches) one.addEventListener("change", sift);
document.getElementById("reset").addEventListener("click", () => {
  for (const one of switches) one.checked = true;
  view({ from: "", to: "", issue: -1, diff: null });
  choose(null);
  fill();
});
