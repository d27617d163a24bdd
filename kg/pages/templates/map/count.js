// ---- what is counted: the events within the days and on the issue chosen; the numbers are added up from these
const filtered = () => state.from !== "" || state.to !== "" || state.issue >= 0;
const top = Math.max(...ties.map((tie) => tie.all.strength ?? 0), 0) || 1;

function fits(event) {
  if (state.issue >= 0 && !event.issues.includes(state.issue)) return false;
  if (state.from === "" && state.to === "") return true;
  return event.day !== null && (state.from === "" || event.day >= state.from) && (state.to === "" || event.day <= state.to);
}

function signOf(p, n) {
  const polarity = (p - n) / (p + n + 1), { rules } = data;
  if (Math.max(p, n) > 0 && Math.min(p, n) / Math.max(p, n) >= rules.mixed_ambivalence && p + n >= rules.mixed_total) return "mixed";
  return polarity >= rules.positive ? "+" : polarity <= rules.negative ? "-" : "weak";
}

// Of the events of one group only the largest of each sign counts, among equals the first by name.
function carriersOf(events) {
  const carriers = new Map();
  for (const event of [...events].sort((a, b) => (a.id < b.id ? -1 : 1))) {
    const slot = `${event.alone > 0} ${event.group}`, held = carriers.get(slot);
    if (event.alone && (!held || Math.abs(event.alone) > Math.abs(held.alone))) carriers.set(slot, event);
  }
  return carriers;
}

// A comparison has the events of its two periods; what each of them adds is not that of the whole.
const spanNamed = (name) => data.periods.find((span) => span.name === name);
const compared = (event) => [state.diff.before, state.diff.after].map(spanNamed).some((span) => span && event.day !== null && event.day >= span.first && event.day <= span.last);

function recount(tie) {
  if (state.diff) return Object.assign(tie, tie.all, { events: tie.all.events.filter(compared) });
  if (!filtered()) return Object.assign(tie, tie.all);
  const kept = tie.all.events.filter(fits);
  if (tie.all.strength === null) return Object.assign(tie, tie.all, { events: kept });
  const carriers = carriersOf(kept.filter((event) => !event.reason));
  let p = 0, n = 0;
  for (const { alone } of carriers.values()) if (alone > 0) p += alone; else n -= alone;
  const events = kept.map((event) => {
    const carrier = carriers.get(`${event.alone > 0} ${event.group}`);
    if (event.reason || !event.alone) return event;
    return carrier === event ? { ...event, within: null, contribution: event.alone } : { ...event, within: carrier.id, contribution: 0 };
  });
  const strength = Math.log1p(p + n);
  return Object.assign(tie, { events, p, n, strength, polarity: (p - n) / (p + n + 1), sign: signOf(p, n), width: 1.4 + (4.6 * strength) / top });
}

// What a line rests on: the events that count on it, of one that is only claimed all; and the claims under them.
const counting = (tie) => tie.events.filter((event) => tie.kind === "claimed" || !event.reason);
const counts = (tie) => counting(tie).length > 0;
const claimsUnder = (events) => new Set(events.flatMap((event) => event.claims));

// ---- two periods side by side, as computed with the page
const CHANGES = { new: ["plus", "N"], gone: ["minus", "G"], stronger: ["plus", "▲"], weaker: ["minus", "▼"], turned: ["mixed", "↔"], unchanged: ["weak", "="], "not comparable": ["none", "?"] };
const differences = new Map(data.differences.map((one) => [one.id, { ...one, byTie: new Map(one.changes.map((change) => [change.tie, change])) }]));
const lineColour = (tie) => theme(`line-${tie.change ? CHANGES[tie.change.change][0] : LINES[tie.sign]}`);
const badge = (tie) => (tie.change ? CHANGES[tie.change.change][1] : tie.sign === "weak" ? "" : SIGNS[tie.sign]);

function lineWidth(tie) {
  const { change } = tie;
  return change ? 1.4 + (4.6 * Math.max(change.strength_before ?? 0, change.strength_after ?? 0)) / top : tie.width;
}
const lineDashes = (tie) => (tie.change ? (tie.change.change === "not comparable" ? [2, 5] : tie.change.change === "gone" ? [9, 6] : false) : tie.dashes);
