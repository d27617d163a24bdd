// ---- saving what is shown: the table as CSV, the picture as SVG, and the same at twice the size as PNG
const fileName = `${folded(data.title).replace(/[^a-z0-9]+/g, "-").replace(/^-|-$/g, "") || "map"}`;

function give(blob, ending) {
  const link = el("a", { href: URL.createObjectURL(blob), download: `${fileName}.${ending}` });
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10000);
}

// A text that a spreadsheet would run as a formula gets an apostrophe; numbers are exact.
function csvCell(value) {
  if (value === null || value === undefined) return "";
  if (typeof value === "number") return String(value);
  const text = value.length > 1 && /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

// The data are the same in every language: names, words and heads of columns.
const inData = (node) => node.data ?? node.label;
const csvEnds = (tie) => [tie.source.id, tie.target.id, inData(tie.source), inData(tie.target), tie.kind];
const csvLines = (head, lines) => [head, ...lines].map((line) => line.map(csvCell).join(",")).join("\n") + "\n";

function csvText() {
  const shown = [...body.rows].map((row) => ties[Number(row.dataset.tie)]).filter((tie) => tie.visible);
  if (state.diff) return csvLines(["a", "b", "from", "to", "kind", "change", "strength_before", "strength_after", "reason"], shown.map((tie) => [...csvEnds(tie), tie.change.change, tie.change.strength_before, tie.change.strength_after, tie.change.reason]));
  const lines = shown.map((tie) => [...csvEnds(tie), tie.sign, tie.p, tie.n, tie.strength, tie.polarity, counting(tie).length, claimsUnder(counting(tie)).size]);
  return csvLines(["a", "b", "from", "to", "kind", "sign", "p", "n", "strength", "polarity", "events", "claims"], lines);
}

const markup = (text) => text.replace(/[&<>"]/g, (letter) => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" })[letter]);
const POINTS = { square: [[-1, -1], [1, -1], [1, 1], [-1, 1]], diamond: [[0, -1], [1, 0], [0, 1], [-1, 0]], triangle: [[0, -1], [1, 0.8], [-1, 0.8]], triangleDown: [[0, 1], [1, -0.8], [-1, -0.8]], hexagon: [[-0.5, -0.87], [0.5, -0.87], [1, 0], [0.5, 0.87], [-0.5, 0.87], [-1, 0]], star: [[0, -1], [0.25, -0.35], [0.95, -0.3], [0.4, 0.13], [0.6, 0.8], [0, 0.42], [-0.6, 0.8], [-0.4, 0.13], [-0.95, -0.3], [-0.25, -0.35]] };

function svgLine(tie) {
  const { edgeType } = network.body.edges[`tie${tie.index}`], scale = network.getScale() * grown, dashes = lineDashes(tie);
  const points = Array.from({ length: 21 }, (_, i) => network.canvasToDOM(edgeType.getPoint(i / 20))).map((at) => `${at.x.toFixed(1)},${at.y.toFixed(1)}`);
  const dash = dashes ? ` stroke-dasharray="${dashes.map((length) => (length * scale).toFixed(1)).join(" ")}"` : "";
  const middle = network.canvasToDOM(edgeType.getPoint(0.5)), colour = lineColour(tie);
  const mark = badge(tie) ? `<circle cx="${middle.x.toFixed(1)}" cy="${middle.y.toFixed(1)}" r="7" fill="${theme("paper")}" stroke="${colour}" stroke-width="1.5"/><text x="${middle.x.toFixed(1)}" y="${(middle.y + 4).toFixed(1)}" text-anchor="middle" font-weight="bold" font-size="12">${badge(tie)}</text>` : "";
  return [`<polyline points="${points.join(" ")}" fill="none" stroke="${colour}" stroke-width="${(lineWidth(tie) * scale).toFixed(1)}"${dash}/>`, mark];
}

function svgNode(node) {
  const at = network.canvasToDOM(node.at), size = node.size * grown * network.getScale() * (AREA[node.shape] || 1);
  return svgMark(node.shape, at, size, lookOf("nodes", node.kind).colour);
}

function svgMark(shape, at, size, colour) {
  const fill = `fill="${theme(`mark-${colour}`)}"`;
  if (!POINTS[shape]) return `<circle cx="${at.x.toFixed(1)}" cy="${at.y.toFixed(1)}" r="${size.toFixed(1)}" ${fill}/>`;
  return `<polygon points="${POINTS[shape].map(([x, y]) => `${(at.x + x * size).toFixed(1)},${(at.y + y * size).toFixed(1)}`).join(" ")}" ${fill}/>`;
}

function svgName(box) {
  const text = lines(byId.get(box.id).label), x = ((box.left + box.right) / 2).toFixed(1);
  return text.map((line, i) => `<text x="${x}" y="${(box.top + LINE * i + 11.5).toFixed(1)}" text-anchor="middle" paint-order="stroke" stroke="${theme("paper")}" stroke-width="4" stroke-linejoin="round">${markup(line)}</text>`).join("");
}

function svgLegend(y) {
  const shown = ties.filter((tie) => tie.visible);
  const rows = state.diff ? Object.entries(CHANGES).filter(([name]) => shown.some((tie) => tie.change.change === name)).map(([name, [colour, mark]]) => [`${mark} ${known("change", name)}`, colour, false])
    : [...data.legend.signs.map((look) => [look.label, look.colour, false, (tie) => tie.sign === look.name]), ...data.legend.ties.filter((look) => look.dashes.length).map((look) => [look.label, "none", look.dashes, (tie) => tie.kind === look.name])].filter((row) => shown.some(row[3]));
  const kinds = data.legend.nodes.filter((look) => nodes.some((node) => node.visible && node.kind === look.name));
  const marks = kinds.length > 1 ? kinds.map((look) => [look.label, (at) => svgMark(look.shape, { x: 33, y: at }, 6.5, look.colour)]) : [];
  const stroke = (colour, dashes) => (at) => `<line x1="16" x2="50" y1="${at}" y2="${at}" stroke="${theme(`line-${colour}`)}" stroke-width="3"${dashes ? ` stroke-dasharray="${dashes.join(" ")}"` : ""}/>`;
  return [...rows.map(([label, colour, dashes]) => [label, stroke(colour, dashes)]), ...marks].map(([label, draw], i) => `${draw(y + 20 * i)}<text x="58" y="${y + 4 + 20 * i}">${markup(label)}</text>`);
}

// A text in lines that fit the picture; `each` is about the width of a letter.
function wrapped(text, each) {
  const most = Math.floor((picture.clientWidth - 32) / each);
  return text.split(" ").reduce((rows, word) => {
    const [last, ...before] = rows;
    return last && last.length + word.length < most ? [`${last} ${word}`, ...before] : [word, ...rows];
  }, []).reverse();
}
const svgLines = (rows, y, step, look) => rows.map((row, i) => `<text x="16" y="${y + step * i}"${look}>${markup(row)}</text>`).join("");

function svgText() {
  const { clientWidth: width, clientHeight: height } = picture;
  const drawn = ties.filter((tie) => tie.visible).map(svgLine);
  const days = data.periods.length ? say("says.data-of", { first: data.periods[0].name, last: data.periods[data.periods.length - 1].name }) : "";
  const [titles, heads, credits] = [wrapped(data.title, 11), wrapped([say("says.saved", { what: said() }) + days, data.choices].filter(Boolean).join("; "), 7), wrapped(data.credit, 6.2)];
  const below = 26 + 24 * titles.length, above = below + 16 * heads.length - 10, legend = svgLegend(above + height + 20);
  const last = above + height + 20 * legend.length + 28, total = last + 15 * credits.length - 3;
  return [`<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${total}" viewBox="0 0 ${width} ${total}" font-family="${markup(theme("font").replaceAll('"', "'"))}" font-size="12.5" fill="${theme("ink")}">`,
    `<rect width="${width}" height="${total}" fill="${theme("paper")}"/>`, svgLines(titles, 26, 24, ' font-size="19" font-weight="bold"'), svgLines(heads, below - 4, 16, ""),
    `<g transform="translate(0 ${above})">`, ...drawn.map(([line]) => line), ...nodes.filter((node) => node.visible).map(svgNode), ...drawn.map(([, mark]) => mark), ...written.map(svgName), "</g>",
    ...legend, svgLines(credits, last, 15, ' font-size="11"'), "</svg>"].join("\n");
}

function savePng() {
  const image = new Image();
  image.addEventListener("load", () => {
    const canvas = el("canvas", { width: 2 * image.width, height: 2 * image.height });
    canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
    canvas.toBlob((blob) => give(blob, "png"), "image/png");
  });
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svgText())}`;
}
control("save-csv").addEventListener("click", () => give(new Blob([csvText()], { type: "text/csv" }), "csv"));
control("save-svg").addEventListener("click", () => give(new Blob([svgText()], { type: "image/svg+xml" }), "svg"));
control("save-png").addEventListener("click", savePng);
