// ---- the table of what is shown: the same ties, sortable, each row leads to its claims
const table = document.getElementById("ties"), body = table.tBodies[0];
const cells = [...table.tHead.rows[0].cells], isNumber = cells.map((cell) => cell.classList.contains("number"));
const rows = ties.map(rowOf);
let order = { column: null, down: true };
const cellValue = (row, column) => {
  const text = row.cells[column].textContent.trim();
  if (!isNumber[column]) return folded(text);
  return text === "–" ? -Infinity : Number(text.replace("−", "-"));
};

function tableCells(tie) {
  const events = counting(tie), many = [events.length, claimsUnder(events).size].map(String);
  if (tie.change) return [known("change", tie.change.change), "–", "–", number(tie.change.strength_after), "–", ...many];
  return [known("mark", tie.sign), number(tie.p), number(tie.n), number(tie.strength), number(tie.polarity, 2, true), ...many];
}

function rowOf(tie) {
  const chosen = () => { choose(tie, true); document.querySelector("main").scrollIntoView(); };
  const from = el("th", { scope: "row" }, el("button", { type: "button", class: "link", on: { click: chosen } }, words(tie.source.label)));
  const rest = isNumber.slice(3).map((right) => el("td", { class: right && "number" }));
  return el("tr", { "data-tie": tie.index }, from, el("td", {}, words(tie.target.label)), el("td", {}, known("basis", tie.kind)), rest);
}

function fillRow(row, tie) {
  row.hidden = !tie.visible;
  tableCells(tie).forEach((text, i) => { const cell = row.cells[i + 3]; if (cell.textContent !== text) cell.textContent = text; });
}

function sortTable() {
  const { column, down } = order;
  rows.forEach((row, i) => fillRow(row, ties[i]));
  const values = column === null ? [] : rows.map((row) => cellValue(row, column));
  const sorted = rows.map((_, i) => i).sort((a, b) => {
    const [x, y] = [values[a], values[b]];
    return (x < y ? -1 : x > y ? 1 : 0) * (down ? -1 : 1) || a - b;
  });
  if (sorted.some((i, at) => body.rows[at] !== rows[i])) body.replaceChildren(...sorted.map((i) => rows[i]));
}

// A long table takes longer to lay out than the picture to draw: it follows as soon as there is time.
const LONG = 300;
let due = null;
function tableSoon() {
  if (rows.length <= LONG || !window.requestIdleCallback) return sortTable();
  if (due !== null) cancelIdleCallback(due);
  due = requestIdleCallback(() => { due = null; sortTable(); }, { timeout: 1000 });
}

cells.forEach((cell, column) => {
  const name = cell.textContent;
  cell.replaceChildren(el("button", { type: "button", on: { click: () => {
    order = { column, down: order.column === column ? !order.down : isNumber[column] };
    for (const other of cells) other.removeAttribute("aria-sort");
    cell.setAttribute("aria-sort", order.down ? "descending" : "ascending");
    sortTable();
  } } }, name));
});
