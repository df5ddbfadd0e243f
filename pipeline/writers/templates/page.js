// Filters, search, keys and glossary cards. The page says all it has to say without this script.
"use strict";
(() => {
  const root = document.documentElement;
  const $ = (selector, within = document) => within.querySelector(selector);
  const $$ = (selector, within = document) => [...within.querySelectorAll(selector)];
  const items = $$(".segment, .line");
  const toolbar = $(".toolbar");
  const help = $(".help");
  const field = (name) => toolbar.elements[name];
  root.classList.add("script");

  // ---- Filters. They stand in the address: #state=edited,outdated&findings=any&q=brigade

  const words = (text) => (text || "").split(/[ ,]+/).filter(Boolean);
  const boxes = () => $$("input[name=state]", toolbar);
  const prose = (item) => {
    const copy = item.cloneNode(true);
    $$(".card, .margin, .tally, .number", copy).forEach((node) => node.remove());
    return copy.textContent.replace(/\s+/g, " ").toLowerCase();
  };
  const texts = new Map(items.map((item) => [item, prose(item)]));

  function wanted() {
    return {
      state: boxes().filter((box) => box.checked).map((box) => box.value),
      findings: field("findings") ? field("findings").value : "",
      q: field("q").value.trim().toLowerCase(),
    };
  }

  function matches(item, { state, findings, q }) {
    const states = words(item.dataset.state);
    const flags = words(item.dataset.findings);
    return (
      (!state.length || state.some((name) => states.includes(name))) &&
      (!findings || (findings === "any" ? flags.length > 0 : flags.includes(findings))) &&
      (!q || texts.get(item).includes(q))
    );
  }

  function apply() {
    const filter = wanted();
    items.forEach((item) => (item.hidden = !matches(item, filter)));
    $$(".paragraph").forEach((group) => (group.hidden = !$(".segment:not([hidden])", group)));
    const left = shown().length;
    $(".nothing").hidden = left > 0 || !items.length;
    const noun = items[0] && items[0].matches(".line") ? "article" : "segment";
    const whole = `${items.length} ${noun}${items.length === 1 ? "" : "s"}`;
    $(".shown", toolbar).value = left === items.length ? whole : `${left} of ${whole}`;
    if (field("any")) field("any").checked = filter.findings !== "";
    highlight(filter.q);
    return filter;
  }

  function remember({ state, findings, q }) {
    const pairs = Object.entries({ state: state.join(","), findings, q }).filter(([, value]) => value);
    const hash = pairs.map(([name, value]) => `${name}=${encodeURIComponent(value)}`).join("&");
    history.replaceState(null, "", `#${hash}`);
  }

  function recall() {
    if (!location.hash.includes("=")) return;
    const given = new URLSearchParams(location.hash.slice(1));
    const state = words(given.get("state"));
    boxes().forEach((box) => (box.checked = state.includes(box.value)));
    if (field("findings")) field("findings").value = given.get("findings") || "";
    field("q").value = given.get("q") || "";
  }

  function highlight(q) {
    if (!window.Highlight || !CSS.highlights) return;
    const ranges = q ? shown().flatMap((item) => rangesOf(item, q)) : [];
    CSS.highlights.set("search", new Highlight(...ranges));
  }

  function rangesOf(item, q) {
    const ranges = [];
    const walker = document.createTreeWalker(item, NodeFilter.SHOW_TEXT);
    for (let node; (node = walker.nextNode()); ) {
      if (node.parentElement.closest(".card, .margin, .number")) continue;
      const text = node.data.toLowerCase();
      if (text.length !== node.data.length) continue; // lower case of another length: offsets would lie
      for (let at = text.indexOf(q); at >= 0; at = text.indexOf(q, at + q.length)) {
        const range = new Range();
        range.setStart(node, at);
        range.setEnd(node, at + q.length);
        ranges.push(range);
      }
    }
    return ranges;
  }

  const shown = () => items.filter((item) => !item.hidden);
  toolbar.addEventListener("input", (event) => {
    if (event.target.name === "any") field("findings").value = event.target.checked ? "any" : "";
    remember(apply());
  });
  toolbar.addEventListener("submit", (event) => event.preventDefault());
  $(".reset").addEventListener("click", () => {
    toolbar.reset();
    remember(apply());
  });
  addEventListener("hashchange", () => {
    recall();
    apply();
  });

  // ---- Walking by key

  function walk(step, candidates) {
    if (!candidates.length) return;
    const here = document.activeElement.closest(".segment, .line") || $(".segment:target");
    const order = items.indexOf(here);
    const ahead = candidates.filter((item) => (items.indexOf(item) - order) * step > 0);
    const next = step > 0 ? ahead[0] || candidates[0] : ahead.at(-1) || candidates.at(-1);
    ($("a.title", next) || next).focus({ preventScroll: true });
    next.scrollIntoView({ block: "center" });
  }

  const found = () => shown().filter((item) => item.dataset.findings);
  const keys = {
    j: () => walk(1, shown()),
    k: () => walk(-1, shown()),
    n: () => walk(1, found()),
    p: () => walk(-1, found()),
    "/": () => field("q").focus(),
    "?": () => help.showModal(),
  };
  addEventListener("keydown", (event) => {
    if (event.key === "Escape") return escape();
    const typing = event.target.closest("input:not([type=checkbox]), select, textarea, dialog");
    if (typing || event.ctrlKey || event.metaKey || event.altKey) return;
    if (!(event.key in keys) || !$("[name=shortcuts]").checked) return;
    event.preventDefault();
    keys[event.key]();
  });
  if ($(".next")) $(".next").addEventListener("click", keys.n);
  $(".ask").addEventListener("click", keys["?"]);

  function escape() {
    $$(".term:hover, .term:focus").forEach((term) => term.classList.add("away"));
    if (document.activeElement === field("q")) field("q").blur();
  }

  // ---- Glossary cards: kept inside the window, put away by Esc

  function place(event) {
    const term = event.target.closest(".term");
    const card = term && $(".card", term);
    if (!card) return;
    card.classList.remove("above");
    card.style.left = "0px";
    if (getComputedStyle(card).position === "fixed") return card.style.removeProperty("left");
    const box = card.getBoundingClientRect();
    const over = box.right - (root.clientWidth - 12);
    if (over > 0) card.style.left = `${-Math.min(over, box.left - 12)}px`;
    if (box.bottom > root.clientHeight && term.getBoundingClientRect().top > box.height + 60) {
      card.classList.add("above");
    }
  }
  const again = (event) => event.target.closest && event.target.closest(".term")?.classList.remove("away");
  document.addEventListener("mouseover", place);
  document.addEventListener("focusin", place);
  document.addEventListener("mouseout", again);
  document.addEventListener("focusout", again);

  // ---- Copying a segment's link

  async function copy(button) {
    const address = new URL(`#${button.closest(".segment").id}`, location.href).href;
    await navigator.clipboard.writeText(address);
    button.classList.add("done");
    setTimeout(() => button.classList.remove("done"), 1500);
  }
  document.addEventListener("click", (event) => {
    const button = event.target.closest(".copy");
    if (button) copy(button).catch(() => (location.hash = button.closest(".segment").id));
  });

  recall();
  apply();
})();
