// Glossary cards: one place on the page for all of them.

const card = document.createElement("div");
card.className = "card shared";
card.setAttribute("role", "tooltip");
document.body.append(card);
function present(event) {
  const term = event.target.closest?.("[data-card]");
  const entry = term && document.getElementById(term.dataset.card);
  if (!entry) return;
  card.replaceChildren(...[...entry.childNodes].map((node) => node.cloneNode(true)));
  card.classList.add("shows");
  const at = term.getBoundingClientRect();
  const size = card.getBoundingClientRect();
  const under = at.bottom + 8 + size.height < innerHeight;
  card.style.left = `${Math.max(8, Math.min(at.left, document.documentElement.clientWidth - size.width - 8))}px`;
  card.style.top = `${under ? at.bottom + 8 : Math.max(8, at.top - size.height - 8)}px`;
}
export const hide = () => card.classList.remove("shows");
for (const kind of ["mouseover", "focusin"]) document.addEventListener(kind, present);
for (const kind of ["mouseout", "focusout"]) document.addEventListener(kind, hide);
addEventListener("scroll", hide, { passive: true });
