// ---- the panel: what was clicked, its numbers, and every claim under it
const panel = document.getElementById("panel");
const tag = (text) => el("b", { class: "tag" }, text);
const saidSign = (tie) => known("said-sign", tie.sign);

function claimCard(index) {
  const claim = data.claims[index];
  const by = claim.asserted_by === "article" ? say("says.article") : [`${say("says.asserted")} `, words(claim.asserted_by)];
  const standing = data.words[`tag.${claim.status}`];
  return el("li", { class: `claim ${claim.status === "accepted" ? "firm" : "loose"}`, "data-claim": claim.claim },
    el("p", {}, claim.paraphrase ? inEnglish(claim.paraphrase) : words(say("says.no-paraphrase"))),
    el("p", { class: "source" }, tag(words(known("modality", claim.modality))), standing && [" ", tag(standing)], " ", by),
    el("p", { class: "source" }, dated(claim.date), " · ",
      words(claim.publisher || say("says.no-publisher")), `, ${say("says.of-article")} `, words(claim.article), ", ¶ ", words(claim.paragraph.join(", ")), " · ", el("code", {}, words(claim.claim))));
}
const claimList = (claims) => el("ul", { class: "claims" }, claims.map(claimCard));

const implied = (event) => event.claims.length > 0 && event.claims.every((index) => data.claims[index].status === "presupposed");
const denied = (event) => event.claims.length > 0 && event.claims.every((index) => data.claims[index].modality === "denied");
const whyNot = (event) => event.reason !== "attributed" ? words(known("reason", event.reason))
  : denied(event) ? say("says.denied") : implied(event) ? say("says.presupposed") : words(known("reason", event.reason));

function eventBlock(event, tie) {
  const value = event.contribution;
  const part = tie.change && !event.reason ? null : event.within ? [`${say("says.within")} `, inEnglish((tie.events.find((one) => one.id === event.within) || { label: event.within }).label)]
    : value ? say("says.to", { value: number(value, 3, true), channel: value > 0 ? "P" : "N" }) : event.reason ? whyNot(event) : null;
  return el("li", { class: "event" },
    el("h4", {}, event.code ? inEnglish(event.label) : words(event.label)),
    el("p", { class: "source" }, dated(event.date), event.derived && ` ${say("says.by-publication")}`, event.code && [" · ", el("code", {}, words(event.code))], part && [" · ", el("b", {}, part)]),
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
  const rows = [["cooperation", number(tie.p, 3)], ["conflict", number(tie.n, 3)], ["strength", number(tie.strength, 3)], ["polarity", number(tie.polarity, 3, true)]];
  return [meter(tie), el("dl", { class: "numbers" }, rows.map(([name, value]) => el("div", {}, el("dt", {}, known("number", name)), el("dd", {}, value))))];
}

const side = (value) => (value === null ? say("says.no-tie") : `S ${number(value, 3)}`);
const sides = ({ strength_before: before, strength_after: after }) => `${side(before)} → ${side(after)}`;

function changeOf(tie) {
  const { diff } = state, { change } = tie;
  if (!change) return null;
  const issues = (title, names) => names.length > 0 && change.change !== "not comparable" && el("p", { class: "source" }, `${say(title)}: `, words(names.join(", ")));
  return el("div", { class: "change" },
    el("p", {}, el("b", {}, `${diff.before} → ${diff.after}: ${known("change", change.change)}`), `, ${sides(change)}`),
    el("p", { class: "source" }, words(change.words || change.reason)), issues("says.gained", change.gained), issues("says.lost", change.lost),
    diff.kind === "alike" && el("p", { class: "source" }, say("says.alike")));
}

function tieSection(tie) {
  const [counted, other] = [tie.events.filter((event) => !event.reason), tie.events.filter((event) => event.reason)];
  const own = counting(tie);
  return el("section", { class: `tie ${tie.planned ? "planned" : "firm"}`, "data-tie": tie.id },
    el("h3", {}, words(known("side", tie.kind)), tie.planned && [" ", tag(say(tie.kind === "claimed" ? "says.claimed" : "says.planned"))], tie.strength !== null && [" ", el("span", { class: "sign" }, saidSign(tie))]),
    tie.label && el("p", {}, words(tie.label)), changeOf(tie), numbers(tie), tie.note && el("p", { class: "note" }, words(tie.note)),
    el("p", { class: "source" }, `${count(own.length, "event")}, ${count(claimsUnder(own).size, "claim")}`),
    el("ul", { class: "events" }, counted.map((event) => eventBlock(event, tie))),
    other.length > 0 && [el("p", { class: "apart" }, say("says.not-counted"), ` (${other.length})`), el("ul", { class: "events" }, other.map((event) => eventBlock(event, tie)))]);
}

const goTo = (item, ...children) => el("button", { type: "button", class: "link", on: { click: () => choose(item, true) } }, children);
const heading = (text) => [el("button", { type: "button", class: "close", "aria-label": say("says.close"), on: { click: () => choose(null) } }, "×"), el("h2", {}, text)];

// Under what was clicked stand also lines that the legend hides, but none that lie outside of what is asked for.
const listed = (tie) => tie.visible || !(filtered() || state.diff);

function showTie(tie) {
  const pair = ties.filter(listed).filter((one) => (one.source === tie.source && one.target === tie.target) || (one.source === tie.target && one.target === tie.source));
  const between = el("p", { class: "source" }, `${say("says.between")} `, goTo(tie.source, words(tie.source.label)), ` ${say("says.and")} `, goTo(tie.target, words(tie.target.label)));
  panel.replaceChildren(...heading(words(pairName(tie))), between, ...[tie, ...pair.filter((one) => one !== tie)].map(tieSection));
}

function tieRow(node, tie) {
  const other = tie.source === node ? tie.target : tie.source;
  const sum = tie.change ? `${known("change", tie.change.change)}, ${sides(tie.change)}` : tie.strength === null ? words(tie.label) : say("says.row", { strength: number(tie.strength), polarity: number(tie.polarity, 2, true), sign: saidSign(tie) });
  return el("li", { class: tie.planned ? "planned" : "firm" }, goTo(tie, words(other.label)), " ", tag(known("basis", tie.kind)), el("p", { class: "source" }, sum));
}

function claimsOf(node) {
  if (!filtered() && !state.diff) return node.claims;
  return [...new Set(node.ties.filter((tie) => tie.visible).flatMap((tie) => tie.events.flatMap((event) => event.claims)))].sort(byNumber);
}

function showNode(node) {
  const rows = node.ties.filter(listed).sort(strengthFirst), claims = claimsOf(node);
  panel.replaceChildren(...heading(words(node.label)),
    el("p", { class: "source" }, words(node.type), node.names.length > 0 && [`${say("says.also")} `, words(node.names.join(", "))]),
    el("h3", {}, count(rows.length, "tie")), el("ul", { class: "rows" }, rows.map((tie) => tieRow(node, tie))),
    ...(claims.length ? [el("h3", {}, say("says.about", { claims: count(claims.length, "claim") })), claimList(claims)] : []));
}

function showStart() {
  panel.replaceChildren(document.getElementById("start").content.cloneNode(true));
}

function showStrongest() {
  const strongest = ties.filter((tie) => tie.visible && tie.strength !== null && !tie.change).sort(strengthFirst).slice(0, 8);
  const section = document.getElementById("strongest");
  section.replaceChildren();
  if (strongest.length) section.append(el("h2", {}, say("says.strongest")), el("ol", { class: "rows" }, strongest.map((tie) => el("li", {}, goTo(tie, words(pairName(tie))), " ", tag(known("basis", tie.kind)), ` ${number(tie.strength)} (${SIGNS[tie.sign]})`))));
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
