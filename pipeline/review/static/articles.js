// The list of articles: a run on request, and keys to walk along it.
import { $, $$, ask } from "./page.js";

export function list() {
  const run = $("#run");
  if (run) run.addEventListener("click", async () => {
    run.disabled = true;
    $("#ran").value = $("#ran").textContent = "Working …";
    const done = await ask("/run", {}).catch(() => ({ message: "The program has ended." }));
    run.disabled = false;
    $("#ran").textContent = done.ok ? `${done.translated} segments translated, ${done.files} files written.` : done.message;
  });
  addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey || !"jk".includes(event.key)) return;
    const links = $$("a.title");
    const at = links.indexOf(document.activeElement) + (event.key === "j" ? 1 : -1);
    (links[Math.max(0, at)] || links[0])?.focus();
  });
  const open = $$("tr.line").find((line) => { const bar = $("progress", line); return bar && bar.value < bar.max; });
  if (open) $("a.title", open)?.focus({ preventScroll: true });
}
