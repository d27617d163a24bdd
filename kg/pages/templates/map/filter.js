// ---- what is shown: the legend's switches, the counter, the address
const switches = [...document.querySelectorAll("#legend input")];
const counter = document.getElementById("counter");

function sift() {
  for (const group of Object.keys(state.hidden)) {
    state.hidden[group] = new Set(switches.filter((one) => one.dataset.group === group && !one.checked).map((one) => one.value));
  }
  const { nodes: kinds, ties: bases, signs } = state.hidden;
  for (const node of nodes) node.visible = !kinds.has(node.kind);
  for (const tie of ties) tie.visible = tie.source.visible && tie.target.visible && !bases.has(tie.kind) && !signs.has(tie.sign);
  const [n, t] = [nodes, ties].map((all) => all.filter((one) => one.visible).length);
  counter.textContent = `Shown: ${n} of ${count(nodes.length, "node")}, ${t} of ${count(ties.length, "tie")}`;
  sortTable();
  showStrongest();
  if (state.chosen && !state.chosen.visible) choose(null);
  else { redraw(); remember(); }
}

// The address after # holds what is chosen and hidden; only names this page knows are ever read from it.
function remember() {
  const address = new URLSearchParams();
  if (state.chosen) address.set(state.chosen.ties ? "node" : "tie", state.chosen.id);
  const hidden = switches.filter((one) => !one.checked).map((one) => `${one.dataset.group}:${one.value}`);
  if (hidden.length) address.set("hide", hidden.join("|"));
  const text = address.toString();
  if (text !== location.hash.slice(1)) history.replaceState(null, "", text ? `#${text}` : location.href.split("#")[0]);
}

function recall() {
  const address = new URLSearchParams(location.hash.slice(1));
  const hidden = new Set((address.get("hide") || "").split("|"));
  for (const one of switches) one.checked = !hidden.has(`${one.dataset.group}:${one.value}`);
  const item = byId.get(address.get("node")) || tieById.get(address.get("tie")) || null;
  state.chosen = null;
  sift();
  choose(item && item.visible ? item : null);
}

for (const one of switches) one.addEventListener("change", sift);
document.getElementById("reset").addEventListener("click", () => {
  for (const one of switches) one.checked = true;
  sift();
  choose(null);
  fill();
});
