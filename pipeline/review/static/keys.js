// Keys of the article page: letters with Alt in a field, letters alone outside of one.
import { $, mac } from "./page.js";

const letters = { n: "finding", p: "back", u: "unreviewed", l: "leave", c: "note", g: "term", a: "accept", s: "elsewhere", z: "undo" };
const alone = { ...letters, j: "next", k: "previous", e: "edit", Enter: "edit", "/": "search", "?": "help" };

/** `acts` by name; `hypothesis` takes the one with this number; `escape` leaves a field. */
export function listen(acts, hypothesis, escape) {
  addEventListener("keydown", (event) => {
    if ($("dialog[open]")) return;
    const field = event.target.closest("input:not([type=checkbox]), textarea, select");
    const act = chord(event) || (!field && !event.ctrlKey && !event.metaKey && !event.altKey && plain(event));
    if (event.key === "Escape") return escape(field);
    if (!act) return;
    event.preventDefault();
    act();
  });
  function chord(event) {
    const alt = mac ? event.ctrlKey && event.altKey : event.altKey && !event.ctrlKey && !event.metaKey;
    if ((event.ctrlKey || event.metaKey) && event.key === "Enter") return acts.approve;
    if ((event.ctrlKey || alt) && !event.shiftKey && event.key === "ArrowDown") return acts.next;
    if ((event.ctrlKey || alt) && !event.shiftKey && event.key === "ArrowUp") return acts.previous;
    if (!alt || event.getModifierState("AltGraph")) return null;
    const letter = /^Key|^Digit/.test(event.code) && !/^[a-z0-9]$/i.test(event.key) ? event.code.slice(-1) : event.key;
    if (/^[1-9]$/.test(letter)) return () => hypothesis(Number(letter));
    return acts[letters[letter.toLowerCase()]];
  }
  function plain(event) {
    if (event.key === "Enter" && event.target.closest("button, a, summary, label")) return null;
    if (/^[1-9]$/.test(event.key)) return () => hypothesis(Number(event.key));
    return acts[alone[event.key]];
  }
}
