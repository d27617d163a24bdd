// ---- the panel: what was clicked, its numbers, and every claim under it
const panel = document.getElementById("panel");
const BASES = { told: "Told", announced: "Announced", claimed: "Only claimed" };
const STANDING = { attributed: "attributed", opinion: "judgement", presupposed: "implied", contested: "contested", denied: "denied by a party" };
const REASONS = { planned: "only planned", attributed: "only asserted by a party", contradicted: "contradicted", "no-date": "without a date", "other-period": "in another period" };
const SAID = { "+": "cooperative (+)", "-": "conflictual (−)", mixed: "mixed (±)", weak: "weak", none: "not scored" };

function claimCard(index) {
  const claim = data.claims[index];
  const by = claim.asserted_by === "article" ? "told by the article itself" : ["asserted by ", words(claim.asserted_by)];
  return el("li", { class: `claim ${claim.status === "accepted" ? "firm" : "loose"}`, "data-claim": claim.claim },
    el("p", {}, words(claim.paraphrase || "(no paraphrase)")),
    el("p", { class: "source" }, el("b", { class: "tag" }, words(claim.modality)), STANDING[claim.status] && [" ", el("b", { class: "tag" }, STANDING[claim.status])], " ", by),
    el("p", { class: "source" }, claim.date ? [words(claim.date), " · "] : "no date · ",
      words(claim.publisher || "publisher not named"), ", article ", words(claim.article), ", ¶ ", words(claim.paragraph.join(", ")), " · ", el("code", {}, words(claim.claim))));
}
const claimList = (claims) => el("ul", { class: "claims" }, claims.map(claimCard));

const implied = (event) => event.claims.length > 0 && event.claims.every((index) => data.claims[index].status === "presupposed");
const whyNot = (event) => event.reason === "attributed" && implied(event) ? "only presupposed by the article" : words(REASONS[event.reason] || event.reason);

function eventBlock(event, tie) {
  const value = event.contribution;
  const part = event.within ? ["counted within: ", words((tie.events.find((one) => one.id === event.within) || { label: event.within }).label)]
    : value ? `${number(value, 3, true)} to ${value > 0 ? "P" : "N"}` : event.reason ? whyNot(event) : null;
  return el("li", { class: "event" },
    el("h4", {}, words(event.label)),
    el("p", { class: "source" }, event.date ? words(event.date) : "no date", event.code && [" · ", el("code", {}, words(event.code))], part && [" · ", el("b", {}, part)]),
    claimList(event.claims));
}

function meter(tie) {
  const bar = el("div", { class: "meter", "aria-hidden": "true" }, el("i", { class: "minus" }), el("i", { class: "plus" }));
  const whole = Math.max(...ties.map((one) => Math.max(one.p ?? 0, one.n ?? 0)), 0.001);
  bar.children[0].style.width = `${(50 * (tie.n ?? 0)) / whole}%`;
  bar.children[1].style.width = `${(50 * (tie.p ?? 0)) / whole}%`;
  return bar;
}

function numbers(tie) {
  if (tie.strength === null || tie.change) return null;
  const rows = [["P, cooperation", number(tie.p, 3)], ["N, conflict", number(tie.n, 3)], ["Strength", number(tie.strength, 3)], ["Polarity", number(tie.polarity, 3, true)]];
  return [meter(tie), el("dl", { class: "numbers" }, rows.map(([name, value]) => el("div", {}, el("dt", {}, name), el("dd", {}, value))))];
}

function changeOf(tie) {
  const { diff } = state, { change } = tie;
  if (!change) return null;
  const side = (value) => (value === null ? "no tie" : `S ${number(value, 3)}`);
  const issues = (title, names) => names.length > 0 && change.change !== "not comparable" && el("p", { class: "source" }, `${title}: `, words(names.join(", ")));
  return el("div", { class: "change" },
    el("p", {}, el("b", {}, `${diff.before} → ${diff.after}: ${change.change}`), `, ${side(change.strength_before)} → ${side(change.strength_after)}`),
    el("p", { class: "source" }, words(change.reason)), issues("Issues gained", change.gained), issues("Issues lost", change.lost));
}

function tieSection(tie) {
  const claims = new Set(tie.events.flatMap((event) => event.claims));
  const [counted, other] = [tie.events.filter((event) => !event.reason), tie.events.filter((event) => event.reason)];
  return el("section", { class: `tie ${tie.planned ? "planned" : "firm"}`, "data-tie": tie.id },
    el("h3", {}, BASES[tie.kind] || words(tie.kind), tie.planned && [" ", el("b", { class: "tag" }, tie.kind === "claimed" ? "claimed" : "planned")], tie.strength !== null && [" ", el("span", { class: "sign" }, SAID[tie.sign])]),
    tie.label && el("p", {}, words(tie.label)), changeOf(tie), numbers(tie), tie.note && el("p", { class: "note" }, words(tie.note)),
    el("p", { class: "source" }, `${count(tie.events.length, "event")}, ${count(claims.size, "claim")}`),
    el("ul", { class: "events" }, counted.map((event) => eventBlock(event, tie))),
    other.length > 0 && [el("p", { class: "apart" }, "Between the two, but not counted"), el("ul", { class: "events" }, other.map((event) => eventBlock(event, tie)))]);
}

const goTo = (item, ...children) => el("button", { type: "button", class: "link", on: { click: () => choose(item, true) } }, children);
const heading = (text) => [el("button", { type: "button", class: "close", "aria-label": "Close details", on: { click: () => choose(null) } }, "×"), el("h2", {}, text)];

function showTie(tie) {
  const pair = ties.filter((one) => one.visible || !filtered()).filter((one) => (one.source === tie.source && one.target === tie.target) || (one.source === tie.target && one.target === tie.source));
  const between = el("p", { class: "source" }, "Between ", goTo(tie.source, words(tie.source.label)), " and ", goTo(tie.target, words(tie.target.label)));
  panel.replaceChildren(...heading(words(pairName(tie))), between, ...[tie, ...pair.filter((one) => one !== tie)].map(tieSection));
}

function tieRow(node, tie) {
  const other = tie.source === node ? tie.target : tie.source;
  const sum = tie.strength === null ? words(tie.label) : `strength ${number(tie.strength)}, polarity ${number(tie.polarity, 2, true)}, ${SAID[tie.sign]}`;
  return el("li", { class: tie.planned ? "planned" : "firm" }, goTo(tie, words(other.label)), " ", el("b", { class: "tag" }, tie.kind), el("p", { class: "source" }, sum));
}

function claimsOf(node) {
  if (!filtered()) return node.claims;
  return [...new Set(node.ties.filter((tie) => tie.visible).flatMap((tie) => tie.events.flatMap((event) => event.claims)))].sort(byNumber);
}

function showNode(node) {
  const rows = node.ties.filter((tie) => tie.visible || !filtered()).sort(strengthFirst), claims = claimsOf(node);
  panel.replaceChildren(...heading(words(node.label)),
    el("p", { class: "source" }, words(node.type), node.names.length > 0 && ["; also: ", words(node.names.join(", "))]),
    el("h3", {}, count(rows.length, "tie")), el("ul", { class: "rows" }, rows.map((tie) => tieRow(node, tie))),
    ...(claims.length ? [el("h3", {}, `${count(claims.length, "claim")} about it`), claimList(claims)] : []));
}

function showStart() {
  panel.replaceChildren(document.getElementById("start").content.cloneNode(true));
}

function showStrongest() {
  const strongest = ties.filter((tie) => tie.visible && tie.strength !== null && !tie.change).sort(strengthFirst).slice(0, 8);
  const section = document.getElementById("strongest");
  section.replaceChildren();
  if (strongest.length) section.append(el("h2", {}, "Strongest ties"), el("ol", { class: "rows" }, strongest.map((tie) => el("li", {}, goTo(tie, words(pairName(tie))), " ", el("b", { class: "tag" }, tie.kind), ` ${number(tie.strength)} (${SIGNS[tie.sign]})`))));
}

function choose(item, move) {
  state.chosen = item;
  for (const tip of picture.querySelectorAll(".vis-tooltip")) tip.style.visibility = "hidden";
  if (item && item.ties) state.cursor = item;
  if (!item) showStart(); else if (item.ties) showNode(item); else showTie(item);
  panel.parentElement.scrollTop = 0;
  redraw();
  remember();
  if (item && move) {
    panel.focus({ preventScroll: true });
    if (item.ties) centre(item);
  }
}
