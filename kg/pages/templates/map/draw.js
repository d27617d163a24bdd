// ---- the picture: vis-network with fixed places, colours from the style sheet's theme
const picture = document.getElementById("picture");
const still = matchMedia("(prefers-reduced-motion: reduce)");
const dark = matchMedia("(prefers-color-scheme: dark)");
const themes = { true: new Map(), false: new Map() };
function theme(name) {
  const known = themes[dark.matches];
  if (!known.has(name)) known.set(name, getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim());
  return known.get(name);
}
const drawn = { nodes: new vis.DataSet(), edges: new vis.DataSet() };
const network = new vis.Network(picture, drawn, JSON.parse(data.options));
// shapes of one size differ in area: these bring them near that of a dot
const AREA = { star: 1.7, diamond: 1.25, triangle: 1.15, triangleDown: 1.15 };
let grown = 1;

function nodeItem(node) {
  const look = lookOf("nodes", node.kind);
  const fill = theme(`mark-${look.colour}`);
  const marked = node === state.chosen || node === state.cursor;
  const color = { background: fill, border: marked ? theme("ink") : theme("paper") };
  return {
    id: node.index, x: node.at.x, y: node.at.y, shape: node.shape, size: node.size * grown * (AREA[node.shape] || 1), hidden: !node.visible,
    color: { ...color, highlight: color, hover: { background: fill, border: theme("ink") } },
    borderWidth: (marked ? 3 : 1.5) * grown, opacity: faded(node) ? 0.25 : 1, title: `${node.label} (${node.type})`,
  };
}

function tipOf(tie) {
  const kind = tie.change ? known("change", tie.change.change) : known("basis", tie.kind);
  return say(tie.change || tie.strength === null ? "says.tip" : "says.tip-strength", { pair: pairName(tie), kind, strength: number(tie.strength), sign: SIGNS[tie.sign] });
}

function edgeItem(tie) {
  const color = lineColour(tie), dashes = lineDashes(tie);
  const wide = lineWidth(tie) * grown * (tie === state.chosen ? 1.25 : 1);
  return {
    id: `tie${tie.index}`, from: tie.source.index, to: tie.target.index, hidden: !tie.visible,
    width: wide, dashes: dashes && dashes.map((length) => length * grown), smooth: tie.smooth,
    arrows: tie.arrow ? "to" : "", color: { color, highlight: color, hover: color, opacity: faded(tie) ? 0.15 : 1 },
    title: tipOf(tie),
  };
}

function near(item) {
  const chosen = state.chosen;
  if (!chosen || item === chosen) return true;
  if (chosen.ties) return item.ties ? chosen.ties.some((tie) => tie.visible && (tie.source === item || tie.target === item)) : chosen.ties.includes(item);
  if (item.ties) return chosen.source === item || chosen.target === item;
  return item.source === chosen.source && item.target === chosen.target;
}
const faded = (item) => !near(item);

// The engine works through the whole of each item that it is told, so it is told only where the form has changed.
// How an item looks is set where the engine and its data keep it.
const LOOKS = { nodes: ["hidden"], edges: ["hidden", "width", "dashes", "color", "title"] };
const told = { nodes: [], edges: [] };
const same = (a, b) => a === b || (typeof a === "object" && typeof b === "object" && a && b && Object.keys(a).every((key) => same(a[key], b[key])));
function tell(group, all, itemOf) {
  const news = [], looks = LOOKS[group];
  all.forEach((one, i) => {
    const last = told[group][i];
    const item = last && !one.visible ? { ...last, hidden: true } : itemOf(one);
    if (!last || !Object.keys(item).every((key) => looks.includes(key) || same(item[key], last[key]))) news.push(item);
    else for (const kept of [network.body[group][item.id].options, drawn[group]._data.get(item.id)]) setLooks(kept, item, looks);
    told[group][i] = item;
  });
  if (news.length) drawn[group].update(news);
}
function setLooks(kept, item, looks) {
  for (const look of looks) kept[look] = look === "color" ? Object.assign(kept.color, item.color) : item[look];
}
function redraw() {
  const { emitter } = network.body;
  emitter.emit("_blockRedraw"); // else it draws at once whenever it is told something, and again for the frame
  tell("nodes", nodes, nodeItem);
  tell("edges", ties, edgeItem);
  emitter.emit("_dataUpdated");
  emitter.emit("_allowRedraw");
  emitter.emit("_requestRedraw");
}

// The places come from the data; the picture is only turned and stretched, as a whole, to fill its canvas.
function fill() {
  const { clientWidth: width, clientHeight: height } = picture;
  const turn = height > width * 1.15;
  const xs = nodes.map((node) => (turn ? node.y : node.x)), ys = nodes.map((node) => (turn ? node.x : node.y));
  const [left, right] = [Math.min(...xs), Math.max(...xs)], [top, bottom] = [Math.min(...ys), Math.max(...ys)];
  const room = { x: Math.max(width - Math.min(150, width * 0.26), 60), y: Math.max(height - 110, 60) };
  const across = Math.max(right - left, 1), down = Math.max(bottom - top, 1);
  const stretch = Math.min(Math.max((room.x / room.y) / (across / down), 0.5), 2);
  const wider = Math.max(stretch, 1), taller = Math.max(1 / stretch, 1);
  nodes.forEach((node, i) => { node.at = { x: (xs[i] - (left + right) / 2) * wider, y: (ys[i] - (top + bottom) / 2) * taller }; });
  const scale = Math.min(room.x / (across * wider), room.y / (down * taller), 8);
  grown = Math.min(1 / scale, 2.5);
  redraw();
  network.moveTo({ position: { x: 0, y: 10 / scale }, scale });
}

function look(move) {
  network.moveTo(still.matches ? move : { ...move, animation: { duration: 300, easingFunction: "easeInOutQuad" } });
}
const zoom = (factor) => look({ scale: network.getScale() * factor });
const centre = (node) => look({ position: node.at, scale: network.getScale() });
