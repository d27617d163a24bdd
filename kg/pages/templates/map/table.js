// ---- the table of what is shown: the same ties, sortable, each row leads to its claims
const table = document.getElementById("ties"), body = table.tBodies[0];
const rows = [...body.rows];
let order = { column: null, down: true };
const cellValue = (row, column) => {
  const cell = row.cells[column], text = cell.textContent.trim();
  if (!cell.classList.contains("number")) return folded(text);
  return text === "–" ? -Infinity : Number(text.replace("−", "-"));
};

function tableCells(tie) {
  const claims = new Set(tie.events.flatMap((event) => event.claims));
  if (tie.change) return [known("change", tie.change.change), "–", "–", number(tie.change.strength_after), "–", String(tie.events.length), String(claims.size)];
  return [known("mark", tie.sign), number(tie.p), number(tie.n), number(tie.strength), number(tie.polarity, 2, true), String(tie.events.length), String(claims.size)];
}

function fillRow(row, tie) {
  row.hidden = !tie.visible;
  tableCells(tie).forEach((text, i) => { row.cells[i + 3].textContent = text; });
}

function sortTable() {
  const { column, down } = order;
  for (const row of rows) fillRow(row, ties[Number(row.dataset.tie)]);
  const sorted = [...rows].sort((a, b) => {
    if (column === null) return 0;
    const x = cellValue(a, column), y = cellValue(b, column);
    return (x < y ? -1 : x > y ? 1 : 0) * (down ? -1 : 1) || Number(a.dataset.tie) - Number(b.dataset.tie);
  });
  body.replaceChildren(...sorted);
}

[...table.tHead.rows[0].cells].forEach((cell, column) => {
  const name = cell.textContent;
  cell.replaceChildren(el("button", { type: "button", on: { click: () => {
    order = { column, down: order.column === column ? !order.down : cell.classList.contains("number") };
    for (const other of table.tHead.rows[0].cells) other.removeAttribute("aria-sort");
    cell.setAttribute("aria-sort", order.down ? "descending" : "ascending");
    sortTable();
  } } }, name));
});
for (const row of rows) {
  const tie = ties[Number(row.dataset.tie)], cell = row.cells[0];
  cell.replaceChildren(el("button", { type: "button", class: "link", on: { click: () => { choose(tie, true); document.querySelector("main").scrollIntoView(); } } }, ...cell.childNodes));
}
