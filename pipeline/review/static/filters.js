// Filters, and the figures beside them. They stand in the address, as does the place:
// #state=edited&findings=any&at=…
import { $, $$ } from "./page.js";

const texts = new Map();
const prose = (row) => {
  const rev = row.dataset.rev;
  const known = texts.get(row.id);
  if (known && known[0] === rev) return known[1];
  const text = `${$(".source .text", row).textContent}\n${$(".target .text", row).dataset.raw}\n${row.dataset.note}`.toLowerCase();
  texts.set(row.id, [rev, text]);
  return text;
};

/** `rows` and `here` give the segments and the open one; `begin` opens the first of those shown. */
export function filters(toolbar, rows, here, begin) {
  const boxes = () => $$("input[name=state]", toolbar);
  function filter() {
    const states = boxes().filter((box) => box.checked).map((box) => box.value);
    const findings = toolbar.elements.findings.value;
    const q = toolbar.elements.q.value.trim().toLowerCase();
    const fits = (row) => {
      const flags = row.dataset.findings.split(" ");
      return (
        (!states.length || states.includes(row.dataset.state)) &&
        (!findings || (findings === "any" ? row.dataset.findings : flags.includes(findings))) &&
        (!q || prose(row).includes(q))
      );
    };
    rows().forEach((row) => (row.hidden = row !== here() && !fits(row)));
    $$(".paragraph").forEach((group) => (group.hidden = !$(".segment:not([hidden])", group)));
    remember();
    const left = rows().filter((row) => !row.hidden).length;
    $(".nothing").hidden = left > 0;
    const whole = `${rows().length} segments`;
    $(".shown").value = left === rows().length ? whole : `${left} of ${whole}`;
  }
  function remember() {
    const state = boxes().filter((box) => box.checked).map((box) => box.value).join(",");
    const told = { state, findings: toolbar.elements.findings.value, q: toolbar.elements.q.value.trim(), at: here()?.dataset.id || "" };
    const pairs = Object.entries(told).filter(([, value]) => value);
    history.replaceState(null, "", `#${pairs.map(([key, value]) => `${key}=${encodeURIComponent(value)}`).join("&")}`);
  }
  function reset() {
    toolbar.reset();
    filter();
  }
  let pending = 0;
  toolbar.addEventListener("input", () => {
    clearTimeout(pending);
    pending = setTimeout(filter, 120);
  });
  toolbar.addEventListener("submit", (event) => {
    event.preventDefault();
    begin();
  });
  function recall() {
    const given = new URLSearchParams(location.hash.slice(1));
    const states = (given.get("state") || "").split(",");
    boxes().forEach((box) => (box.checked = states.includes(box.value)));
    toolbar.elements.findings.value = given.get("findings") || "";
    toolbar.elements.q.value = given.get("q") || "";
  }
  /** Figures of the page as it stands: progress, and how many there are of each state. */
  function count() {
    const states = {};
    for (const row of rows()) states[row.dataset.state] = (states[row.dataset.state] || 0) + 1;
    for (const box of boxes()) {
      $("b", box.parentElement).textContent = states[box.value] || 0;
      box.parentElement.hidden = !states[box.value] && !box.checked;
    }
    const done = (states.reviewed || 0) + (states["left-out"] || 0);
    const all = rows().length;
    $(".status progress").value = done;
    $(".status .done").textContent = done === all ? `All ${all} done` : `${done} of ${all} done`;
  }
  return { filter, remember, reset, recall, count };
}
