// What every part of the page needs: finding elements, naming keys, asking the program.
export const $ = (selector, within = document) => within.querySelector(selector);
export const $$ = (selector, within = document) => [...within.querySelectorAll(selector)];
export const clone = (id) => $(`#${id}`).content.firstElementChild.cloneNode(true);
export const mac = /Mac|iPhone|iPad/.test(navigator.platform);

// Keys are told as they are typed here: Alt+N, on a Mac Ctrl+Option+N.
export const labels = (within) => {
  $$("kbd[data-key]", within).forEach((key) => (key.textContent = `${mac ? "⌃⌥" : "Alt "}${key.dataset.key.toUpperCase()}`));
  $$("kbd[data-keys]", within).forEach((key) => (key.textContent = mac ? key.dataset.keys.replace("Ctrl ", "⌃") : key.dataset.keys));
};

export async function ask(address, body) {
  const options = body && { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) };
  const answer = await fetch(address, { headers: { Accept: "application/json" }, ...options });
  const text = await answer.text();
  const json = (answer.headers.get("Content-Type") || "").startsWith("application/json");
  return { ok: answer.ok, status: answer.status, text, ...(json ? JSON.parse(text) : {}) };
}
