// A new entry of the glossary: its two words, and which segments it touches.
import { $, ask } from "./page.js";

/** The dialog's opener. `chosen` gives the marked English; `before` and `after` frame the adding. */
export function adding(chosen, before, after) {
  let look = 0;
  $("#term").addEventListener("input", () => {
    clearTimeout(look);
    look = setTimeout(touches, 300);
  });
  $("#term [value=no]").addEventListener("click", () => $("#term").close("no"));
  $("#term form").addEventListener("submit", async (event) => {
    event.preventDefault();
    const dialog = $("#term");
    const { source, target } = event.target.elements;
    const add = $("[value=yes]", dialog);
    await before();
    add.disabled = true;
    $(".touches", dialog).textContent = "Adding, and translating what it touches …";
    const done = await ask("/term", { source: source.value, target: target.value }).catch(() => ({ message: "The program has ended." }));
    add.disabled = false;
    if (!done.ok) return ($(".touches", dialog).textContent = done.message);
    dialog.close("yes");
    await after();
    sessionStorage.setItem("said", `${done.source} → ${done.target} is in the glossary; ${done.translated} segments were translated anew.`);
    location.reload();
  });
  return () => {
    const dialog = $("#term");
    const { source, target } = $("form", dialog).elements;
    const marked = getSelection();
    const inSource = marked.anchorNode?.parentElement?.closest(".source");
    source.value = inSource ? marked.toString().trim() : "";
    target.value = chosen();
    touches();
    dialog.returnValue = "";
    dialog.showModal();
    (source.value ? target : source).focus();
  };
}

async function touches() {
  const { source } = $("#term form").elements;
  const place = $("#term .touches");
  if (!source.value.trim()) return (place.textContent = "Which segments it touches is shown here.");
  const found = await ask(`/term?source=${encodeURIComponent(source.value)}`).catch(() => ({}));
  if (!found.ok) return (place.textContent = "");
  const many = (number, noun) => `${number} ${noun}${number === 1 ? "" : "s"}`;
  place.textContent = found.segments ? `Stands in ${many(found.segments, "segment")} of ${many(found.articles, "article")}; just these are translated anew.` : "Stands in no segment.";
}
