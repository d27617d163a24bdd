// ---- the story: one step per period, each with its words and its strongest ties
const story = control("story");

function showStory() {
  const span = data.periods[state.step];
  if (story.hidden !== !span) {
    story.hidden = !span;
    requestAnimationFrame(() => { network.setSize("100%", "100%"); fill(); });
  }
  control("tell").setAttribute("aria-expanded", String(Boolean(span)));
  if (!span) return;
  const best = ties.filter((tie) => tie.visible && tie.strength !== null).sort(strengthFirst).slice(0, 3);
  control("story-title").textContent = say("says.step", { n: state.step + 1, steps: data.periods.length, name: span.name });
  control("story-words").replaceChildren(words(span.words), best.length ? ` ${say("says.step-strongest")} ` : "", words(best.map((tie) => `${pairName(tie)} (${known("basis", tie.kind)}, ${saidSign(tie)})`).join("; ")));
  control("back").disabled = state.step === 0;
  control("next").disabled = state.step === data.periods.length - 1;
}

function go(step) {
  const span = data.periods[step];
  if (!span) return;
  state.chosen = null;
  view({ diff: null, issue: -1, from: span.first, to: span.last, step });
  choose(null);
}
control("tell").addEventListener("click", () => go(0));
control("back").addEventListener("click", () => go(state.step - 1));
control("next").addEventListener("click", () => go(state.step + 1));
control("end").addEventListener("click", () => { view({ from: "", to: "", issue: -1, diff: null }); control("tell").focus(); });
