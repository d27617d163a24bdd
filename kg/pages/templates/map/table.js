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
  const claims = new Set(tie.events.flatMap((event) => event.claims));
  if (tie.change) return [known("change", tie.change.change), "–", "–", number(tie.change.strength_after), "–", String(tie.events.length), String(claims.size)];
  return [known("mark", tie.sign), number(tie.p), number(tie.n), number(tie.strength), number(tie.polarity, 2, true), String(tie.events.length), String(claims.size)];
}

function rowOf(tie) {
  const chosen = () => { choose(tie, true); document.querySelector("main").scrollIntoView(); };
  const from = el("th", { scope: "row" }, el("button", { type: "button", class: "link", on: { click: chosen } }, words(tie.source.label)));
  const rest = isNumber.slice(3).map((right) => el("td", { class: right && "number" }));
  return el("tr", { "data-tie": tie.index }, from, el("td", {}, words(tie.target.label)), el("td", {}, known("basis", tie.kind)), rest);
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

cells.forEach((cell, column) => {
  const name = cell.textContent;
  cell.replaceChildren(el("button", { type: "button", on: { click: () => {
    order = { column, down: order.column === column ? !order.down : isNumber[column] };
    for (const other of cells) other.removeAttribute("aria-sort");
    cell.setAttribute("aria-sort", order.down ? "descending" : "ascending");
    sortTable();
  } } }, name));
});
