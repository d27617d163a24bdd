// ---- mouse, keys, theme, size of the window; then the first picture
network.on("afterDrawing", write);
network.on("click", ({ nodes: [node], edges: [edge] }) => {
  if (node !== undefined) choose(nodes[node]);
  else if (edge !== undefined) choose(ties[Number(edge.slice(3))]);
  else choose(null);
});
network.on("hoverNode", ({ node }) => { state.over = nodes[node]; picture.classList.add("over"); network.redraw(); });
network.on("blurNode", () => { state.over = null; picture.classList.remove("over"); network.redraw(); });
network.on("hoverEdge", () => picture.classList.add("over"));
network.on("blurEdge", () => picture.classList.remove("over"));

const WAYS = { ArrowRight: [1, 0], ArrowLeft: [-1, 0], ArrowDown: [0, 1], ArrowUp: [0, -1] };
function walk([x, y]) {
  const from = state.cursor && state.cursor.visible ? state.cursor : null;
  const shown = sized.filter((node) => node.visible && node !== from);
  const far = (node) => {
    const [dx, dy] = [node.at.x - from.at.x, node.at.y - from.at.y];
    const ahead = dx * x + dy * y, aside = Math.abs(dx * y) + Math.abs(dy * x);
    return ahead > 0 ? ahead + 2 * aside : Infinity;
  };
  const next = from ? shown.filter((node) => far(node) < Infinity).sort((a, b) => far(a) - far(b) || byNumber(a.index, b.index))[0] : shown[0];
  if (!next) return;
  state.cursor = next;
  document.getElementById("spoken").textContent = `${next.label}, ${next.type}, ${count(next.ties.filter((tie) => tie.visible).length, "tie")}`;
  redraw();
}

const whole = () => fill();
const ACTS = { "+": () => zoom(1.25), "=": () => zoom(1.25), "-": () => zoom(0.8), 0: whole, Enter: () => state.cursor && choose(state.cursor, true) };
picture.addEventListener("keydown", (event) => {
  const act = WAYS[event.key] ? () => walk(WAYS[event.key]) : ACTS[event.key];
  if (!act || event.ctrlKey || event.metaKey || event.altKey) return;
  event.preventDefault();
  act();
});
document.addEventListener("keydown", (event) => {
  if (event.key === "/" && event.target !== find) { event.preventDefault(); find.focus(); find.select(); }
  if (event.key === "Escape" && state.chosen) { choose(null); picture.focus(); }
});
document.getElementById("closer").addEventListener("click", () => zoom(1.25));
document.getElementById("farther").addEventListener("click", () => zoom(0.8));
document.getElementById("whole").addEventListener("click", whole);
dark.addEventListener("change", redraw);
addEventListener("hashchange", recall);
// the same view in the other language: names in the address are the same in both
for (const twin of document.querySelectorAll("a.twin")) twin.addEventListener("click", () => { twin.hash = location.hash; });
addEventListener("resize", () => requestAnimationFrame(fill));

// vis makes its own frame a tab stop; the picture around it is ours
for (const frame of picture.querySelectorAll("[tabindex]")) frame.tabIndex = -1;
document.getElementById("legend").open = innerWidth > 640;
fill();
recall();
window.legationMap = {
  network,
  at: (id) => network.canvasToDOM(byId.get(id).at),
  middle: (id) => network.canvasToDOM(network.body.edges[`tie${tieById.get(id).index}`].edgeType.getPoint(0.5)),
  shown: () => ties.filter((tie) => tie.visible).map(({ id, p, n, strength, polarity, sign, change, events }) => ({
    id, p, n, strength, polarity, sign, change: change && change.change, counted: events.filter((event) => !event.reason).length,
  })),
  csvCell,
  labels: () => written.map((box) => ({ ...box })),
};
})();
