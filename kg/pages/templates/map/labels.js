// ---- names and signs: always at reading size, never one over another
const SIZE = 12.5, LINE = 15;
let written = [];

function lines(text) {
  if (text.length <= 18) return [text];
  const cut = text.lastIndexOf(" ", 18) > 5 ? text.lastIndexOf(" ", 18) : 18;
  const rest = text.slice(cut).trim();
  if (rest.length <= 18) return [text.slice(0, cut), rest];
  const end = rest.lastIndexOf(" ", 17);
  return [text.slice(0, cut), `${rest.slice(0, end > 5 ? end : 17)}…`];
}

const meets = (a, b) => a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
const around = (x, y, w, h) => ({ left: x - w / 2, right: x + w / 2, top: y - h / 2, bottom: y + h / 2 });

// Boxes by the squares of the picture that they touch: only those near by need be looked at.
const SQUARE = 64, BEYOND = 200;
function boxes() {
  const squares = new Map(), wide = picture.clientWidth + BEYOND, high = picture.clientHeight + BEYOND;
  const low = (place) => Math.floor(Math.max(place, -BEYOND) / SQUARE);
  const some = (box, test) => {
    for (let x = low(box.left); x * SQUARE < Math.min(box.right, wide); x++) {
      for (let y = low(box.top); y * SQUARE < Math.min(box.bottom, high); y++) if (test((x + 8) * 65536 + y + 8)) return true;
    }
    return false;
  };
  return {
    add: (box, owner) => some(box, (square) => { if (squares.has(square)) squares.get(square).push([box, owner]); else squares.set(square, [[box, owner]]); }),
    meet: (box, owner) => some(box, (square) => squares.has(square) && squares.get(square).some(([other, of]) => of !== owner && meets(other, box))),
  };
}

function* spots(at, radius, w, h) {
  const gap = radius + 4;
  yield around(at.x, at.y + gap + h / 2, w, h);
  yield around(at.x, at.y - gap - h / 2, w, h);
  yield around(at.x + gap + w / 2, at.y, w, h);
  yield around(at.x - gap - w / 2, at.y, w, h);
  for (const x of [1, -1]) for (const y of [1, -1]) yield around(at.x + x * (gap * 0.7 + w / 2), at.y + y * (gap * 0.7 + h / 2), w, h);
}

function inTurn() {
  const first = [state.chosen, state.cursor, state.over].filter((item) => item && item.ties);
  if (state.chosen && !state.chosen.ties) first.push(state.chosen.source, state.chosen.target);
  const rest = sized.filter((node) => !first.includes(node));
  return { first: [...new Set(first)], rest: [...rest.filter(near), ...rest.filter((node) => !near(node))] };
}

function write(ctx) {
  const ratio = ctx.canvas.width / ctx.canvas.clientWidth, scale = network.getScale();
  ctx.save();
  ctx.setTransform(ratio, 0, 0, ratio, 0, 0);
  ctx.font = `${SIZE}px ${theme("font")}`;
  ctx.textAlign = "center";
  ctx.textBaseline = "middle";
  ctx.lineJoin = "round";
  const shown = nodes.filter((node) => node.visible);
  for (const node of shown) node.dom = network.canvasToDOM(node.at);
  const taken = boxes();
  for (const node of shown) taken.add(around(node.dom.x, node.dom.y, 2 * node.size * grown * scale, 2 * node.size * grown * scale), node);
  written = [];
  const { first, rest } = inTurn();
  for (const node of [...first, ...rest]) if (node.visible) place(ctx, node, taken, first.includes(node));
  badges(ctx, taken);
  ctx.restore();
}

function place(ctx, node, taken, must) {
  const text = lines(node.label);
  const w = Math.max(...text.map((line) => ctx.measureText(line).width)) + 4, h = text.length * LINE;
  const candidates = [...spots(node.dom, node.size * grown * network.getScale(), w, h)];
  const spot = candidates.find((one) => !taken.meet(one, node)) || (must && candidates.find((one) => !written.some((other) => meets(other, one)))) || (must && candidates[0]);
  if (!spot) return;
  taken.add(spot, null);
  written.push({ ...spot, id: node.id });
  ctx.globalAlpha = faded(node) ? 0.35 : 1;
  ctx.lineWidth = 4;
  ctx.strokeStyle = theme("paper");
  ctx.fillStyle = theme("ink");
  text.forEach((line, i) => {
    const x = (spot.left + spot.right) / 2, y = spot.top + LINE * (i + 0.5);
    ctx.strokeText(line, x, y);
    ctx.fillText(line, x, y);
  });
  ctx.globalAlpha = 1;
}

// A sign on the line itself: colour is never the only way to tell cooperation from conflict.
function badges(ctx, taken) {
  const marked = ties.filter((tie) => tie.visible && !faded(tie) && badge(tie));
  if (marked.length > 90) return;
  ctx.font = `bold 12px ${theme("font")}`;
  for (const tie of marked.sort(strengthFirst)) {
    const edge = network.body.edges[`tie${tie.index}`];
    if (!edge) continue;
    for (const part of [0.5, 0.58, 0.42, 0.66]) {
      const at = network.canvasToDOM(edge.edgeType.getPoint(part));
      const box = around(at.x, at.y, 15, 15);
      if (taken.meet(box, undefined)) continue;
      taken.add(box, null);
      ctx.beginPath();
      ctx.arc(at.x, at.y, 7, 0, 2 * Math.PI);
      ctx.fillStyle = theme("paper");
      ctx.strokeStyle = ctx.fillStyle;
      ctx.fill();
      ctx.lineWidth = 1.5;
      ctx.strokeStyle = lineColour(tie);
      ctx.stroke();
      ctx.fillStyle = theme("ink");
      ctx.fillText(badge(tie), at.x, at.y + 0.5);
      break;
    }
  }
}
