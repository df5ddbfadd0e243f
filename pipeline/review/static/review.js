// The review page: one segment at a time is open; what is typed is saved at once, in order.
import { list } from "./articles.js";
import { hide } from "./cards.js";
import { filters } from "./filters.js";
import { listen } from "./keys.js";
import { $, $$, ask, clone, labels } from "./page.js";
import { adding } from "./terms.js";

const PAUSE = 1200; // ms without a key before what was typed is saved
const WATCH = 2500; // ms between looks at the file
const AGAIN = 3000; // ms before a save that failed is tried again
document.documentElement.classList.add("script");

const main = $("#content");

function article() {
  const name = main.dataset.article;
  const toolbar = $(".toolbar");
  let version = main.dataset.version;
  let here = null; // the open row
  let editor = null; // its editor: {box, text, note, base, sent}
  let timer = 0;
  let busy = 0; // saves on their way
  let queue = Promise.resolve();

  const rows = () => $$(".segment", main);
  const byId = (id) => document.getElementById(`s-${id}`);
  const shown = () => rows().filter((row) => !row.hidden);
  const settled = (row) => row.dataset.state === "reviewed" || row.dataset.state === "left-out";
  const say = (words, bad = false) => {
    $(".saved").textContent = words;
    $(".saved").classList.toggle("bad", bad);
  };

  const { filter, remember, reset, recall, count } = filters(toolbar, rows, () => here, () => open(shown()[0]));
  const term = adding(chosen, () => (keep(), queue), watch);

  // -- Opening and leaving a segment

  function open(row, { edit = true, center = true } = {}) {
    if (!row) return;
    if (row === here) return edit ? editor.text.focus({ preventScroll: true }) : undefined;
    leave();
    here = row;
    row.classList.add("open");
    row.setAttribute("aria-current", "true");
    const box = clone("editor");
    labels(box);
    const raw = $(".target .text", row);
    const [text, note] = $$("textarea", box);
    text.value = raw.dataset.raw;
    note.value = row.dataset.note;
    text.setAttribute("aria-label", `English of segment ${row.dataset.number}`);
    if (note.value) $(".noted", box).hidden = false;
    editor = { box, text, note, base: version, sent: stateOf(text.value, note.value) };
    raw.after(box);
    told(row);
    [text, note].forEach(grow);
    $$(".term", row).forEach((term) => (term.tabIndex = 0));
    if (center) bring(row);
    if (edit) text.focus({ preventScroll: true });
    else row.focus({ preventScroll: true });
    remember();
    detail(row);
  }

  function leave() {
    if (!here) return;
    keep();
    const row = here;
    here = null;
    editor.box.remove();
    editor = null;
    row.classList.remove("open");
    row.removeAttribute("aria-current");
    $$(".term", row).forEach((term) => (term.tabIndex = -1));
    hide();
  }

  const stateOf = (text, note) => JSON.stringify([text.trim(), note.trim()]);
  const dirty = () => editor && stateOf(editor.text.value, editor.note.value) !== editor.sent;
  const bring = (row) => row.scrollIntoView({ block: "center" });
  const grows = CSS.supports("field-sizing", "content");
  function grow(area) {
    if (grows) return;
    area.style.height = "auto";
    area.style.height = `${area.scrollHeight + 2}px`;
  }
  function told(row) {
    const out = row.dataset.state === "left-out";
    $("[data-do=leave]", row).firstChild.data = out ? "Take in again " : "Leave out ";
    $("[data-do=leave]", row).setAttribute("aria-pressed", out);
  }

  async function detail(row) {
    const answer = await ask(`/detail/${row.dataset.id}/${name}`).catch(() => null);
    if (!answer || !answer.ok || row !== here) return;
    const box = $(".detail", row);
    box.innerHTML = answer.text; // our own template; what comes from articles is escaped in it
    labels(box);
  }

  // -- Saving

  function wish(row, changes = {}) {
    const open = row === here && editor;
    return {
      id: row.dataset.id,
      target: open ? editor.text.value : $(".target .text", row).dataset.raw,
      note: open ? editor.note.value : row.dataset.note,
      approved: row.dataset.textState === "reviewed",
      out: row.dataset.state === "left-out",
      version: open ? editor.base : version,
      ...changes,
    };
  }

  /** Save what was typed, as edited: a person still has to approve it. */
  function keep() {
    clearTimeout(timer);
    if (!dirty()) return;
    const text = editor.text.value.trim() !== JSON.parse(editor.sent)[0];
    const approved = !text && here.dataset.textState === "reviewed";
    save(wish(here, { approved }));
  }

  function save(asked) {
    clearTimeout(timer);
    if (here && editor && here.dataset.id === asked.id) editor.sent = stateOf(asked.target, asked.note);
    return send(`/save/${name}`, () => asked, asked);
  }

  /** One request after the other; what cannot be sent now is tried until it can. */
  function send(address, body, asked = null) {
    busy += 1;
    say("Saving …");
    const done = queue.then(async () => {
      for (;;) {
        const answer = await ask(address, body()).catch(() => null);
        if (answer && answer.status !== 422) return answer;
        say(answer ? `Not saved yet: ${answer.message}` : "Not saved yet: the program has ended, or does not answer.", true);
        if (answer && !asked) return answer;
        await new Promise((go) => setTimeout(go, AGAIN));
      }
    });
    queue = done.catch(() => null);
    return done.then((answer) => {
      busy -= 1;
      if (answer.status === 409) return conflict(answer, asked);
      if (!answer.ok) return say(answer.message || "Not saved: the page has to be loaded again.", true);
      take(answer);
      if (!busy) say("Saved");
      return answer;
    });
  }

  /** Show rows as the server says that they are now. */
  function take(answer) {
    if (answer.version) {
      version = answer.version;
      if (editor) editor.base = version;
    }
    (answer.rows || []).forEach((row) => show(row.html));
    count();
  }

  function show(html) {
    const holder = document.createElement("template");
    holder.innerHTML = html; // our own template; what comes from articles is escaped in it
    const fresh = holder.content.firstElementChild;
    const old = document.getElementById(fresh.id);
    if (!old || old.dataset.rev === fresh.dataset.rev) return;
    fresh.hidden = old.hidden;
    if (old !== here) return old.replaceWith(fresh);
    const box = editor.box;
    const clean = !dirty();
    for (const name of ["data-state", "data-text-state", "data-findings", "data-rev", "data-note", "aria-label"]) old.setAttribute(name, fresh.getAttribute(name));
    old.className = `${fresh.className} open`;
    $(".margin", old).replaceWith($(".margin", fresh));
    $(".source", old).replaceWith($(".source", fresh));
    $$(".term", $(".source", old)).forEach((term) => (term.tabIndex = 0));
    $$(".target > :not(.editor)", old).forEach((part) => part.remove());
    const [first, ...rest] = $$(".target > *", fresh);
    box.before(first);
    box.after(...rest);
    if (clean && document.activeElement !== editor.text) editor.text.value = first.dataset.raw;
    if (clean && document.activeElement !== editor.note) editor.note.value = old.dataset.note;
    if (clean) editor.sent = stateOf(editor.text.value, editor.note.value);
    labels(old);
    told(old);
    detail(old);
  }

  /** Somebody else saved the same text: show both, and ask. */
  function conflict(answer, asked) {
    const dialog = $("#conflict");
    const row = byId(asked ? asked.id : "");
    const theirs = answer.rows.find((other) => !asked || other.id === asked.id) || answer.rows[0];
    if (!asked || !row || !theirs) {
      take(answer);
      return say("Not undone: somebody else has changed this text meanwhile.", true);
    }
    say("Waiting for your decision", true);
    $(".german", dialog).textContent = $(".source .text", row).textContent;
    $(".mine", dialog).textContent = asked.target;
    $(".theirs", dialog).textContent = theirs.target;
    dialog.returnValue = "";
    dialog.showModal();
    $("[value=mine]", dialog).focus();
    dialog.oncancel = (event) => event.preventDefault();
    $$("button", dialog).forEach((button) => (button.onclick = () => dialog.close(button.value)));
    return new Promise((decided) => (dialog.onclose = () => {
      version = answer.version;
      if (editor && here === row) editor.base = version;
      if (dialog.returnValue === "mine") return decided(save({ ...asked, version }));
      if (here === row) {
        editor.text.value = theirs.target;
        editor.sent = stateOf(theirs.target, editor.note.value);
      }
      row.dataset.rev = "";
      take(answer);
      say("Theirs was taken");
      if (here === row) editor.text.focus();
      decided(answer);
    }));
  }

  /** Look whether another program has saved the file. */
  async function watch() {
    if (busy || document.hidden || $("dialog[open]")) return;
    const answer = await ask(`/version/${name}`).catch(() => null);
    if (!answer || busy) return;
    if (!answer.ok) return say(answer.message || "Load the page again.", true);
    if (answer.version === version) return;
    const page = await ask(`/article/${name}`).catch(() => null);
    if (!page || !page.ok || busy) return;
    const fresh = new DOMParser().parseFromString(page.text, "text/html");
    const news = $$(".segment", fresh).filter((row) => document.getElementById(row.id)?.dataset.rev !== row.dataset.rev);
    const touched = here && dirty() && news.some((row) => row.id === here.id);
    version = $("#content", fresh).dataset.version;
    if (editor && !touched) editor.base = version; // a text in work is compared with what it was begun on
    if ($$(".segment", fresh).length !== rows().length) return location.reload();
    news.filter((row) => !(touched && row.id === here.id)).forEach((row) => show(row.outerHTML));
    count();
    if (touched) keep();
    else if (news.length) say(`${news.length === 1 ? "A segment was" : `${news.length} segments were`} changed by another program`);
  }
  setInterval(watch, WATCH);
  addEventListener("focus", watch);
  addEventListener("beforeunload", (event) => {
    keep();
    if (busy) event.preventDefault();
  });
  document.addEventListener("visibilitychange", () => document.hidden && keep());

  // -- What can be done

  const around = (row, step, wanted) => {
    const all = shown();
    const at = all.indexOf(row);
    const order = step > 0 ? [...all.slice(at + 1), ...all.slice(0, Math.max(at, 0))] : [...all.slice(0, Math.max(at, 0)).reverse(), ...all.slice(at + 1).reverse()];
    return order.find(wanted);
  };
  const go = (row, nothing) => (row ? open(row, { edit: typing() }) : say(nothing));
  const typing = () => !here || document.activeElement === editor.text || document.activeElement === document.body || editor.box.contains(document.activeElement);
  const beside = (step) => {
    const all = shown();
    go(all[all.indexOf(here) + step], step > 0 ? "This is the last segment." : "This is the first segment.");
  };

  const acts = {
    approve() {
      if (!here) return;
      const row = here;
      const next = around(row, 1, (other) => !settled(other));
      if (editor.text.value.trim()) save(wish(row, { approved: true }));
      else keep();
      if (next) open(next);
      else say("This was the last open segment of those shown.");
    },
    next: () => beside(1),
    previous: () => beside(-1),
    unreviewed: () => go(around(here, 1, (row) => !settled(row)), "Nothing is left open."),
    finding: () => go(around(here, 1, (row) => row.dataset.findings), "There is no other finding."),
    back: () => go(around(here, -1, (row) => row.dataset.findings), "There is no other finding."),
    leave() {
      if (!here) return;
      const out = here.dataset.state !== "left-out";
      save(wish(here, { out }));
      if (out) go(around(here, 1, (row) => row !== here && !settled(row)), "Left out");
    },
    note() {
      if (!here) return;
      $(".noted", editor.box).hidden = false;
      editor.note.focus();
    },
    accept(button) {
      const row = button ? button.closest(".segment") : here;
      const which = button || (row && $(".accept", row));
      if (!which) return say("There is no finding here.");
      if (row === here) keep();
      return send(`/accept/${name}`, () => ({ id: row.dataset.id, message: which.dataset.message }));
    },
    async elsewhere() {
      if (!here || !$("[data-do=elsewhere]", here)) return say("This sentence stands in no other article.");
      const row = here;
      save(wish(row, { approved: true }));
      const done = await send(`/elsewhere/${name}`, () => ({ id: row.dataset.id }));
      if (done && done.articles) say(`Approved in ${done.articles.length} more: ${done.articles.join(", ")}`);
      if (row === here) detail(row);
    },
    async undo() {
      keep();
      const done = await send("/undo", () => ({}));
      if (!done) return;
      if (done.nothing) return say("There is nothing to undo.");
      if (done.article !== decodeURIComponent(name)) return say(`Undone in ${done.article}`);
      say("Undone");
      const row = byId(done.rows[0]?.id);
      if (row && row === here) {
        editor.text.value = done.rows[0].target;
        editor.note.value = row.dataset.note;
        editor.sent = stateOf(editor.text.value, editor.note.value);
      } else open(row);
    },
    term,
    help: () => $("#help").showModal(),
    search: () => toolbar.elements.q.focus(),
    edit: () => (here ? editor.text.focus() : open(shown()[0])),
  };

  function put(text) {
    if (!here) return;
    editor.text.focus();
    editor.text.select();
    document.execCommand("insertText", false, text); // so that the browser's own undo knows it
  }
  function chosen() {
    const area = editor && editor.text;
    return area ? area.value.slice(area.selectionStart, area.selectionEnd).trim() : "";
  }
  function hypothesis(number) {
    const all = here ? $$("[data-take]", here) : [];
    if (all[number - 1]) put(all[number - 1].dataset.take);
  }

  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-do], [data-take], [data-insert]");
    if (button && button.dataset.take !== undefined) return put(button.dataset.take);
    if (button && button.dataset.insert !== undefined) {
      editor.text.focus();
      return document.execCommand("insertText", false, button.dataset.insert);
    }
    if (button) return acts[button.dataset.do](button.dataset.do === "accept" ? button : undefined);
    if (event.target.closest(".reset")) return reset();
    const row = event.target.closest(".segment");
    if (row && row !== here && !getSelection().toString()) open(row, { center: false });
  });

  main.addEventListener("input", (event) => {
    if (event.target.tagName !== "TEXTAREA") return;
    grow(event.target);
    clearTimeout(timer);
    timer = setTimeout(keep, PAUSE);
  });
  main.addEventListener("focusin", (event) => {
    const row = event.target.closest(".segment");
    if (row && row !== here && event.target === row) open(row, { edit: false, center: false });
  });

  // -- Keys

  listen(acts, hypothesis, escape);
  function escape(field) {
    hide();
    if (field && field.name === "q") field.blur();
    if (here) {
      keep();
      here.focus({ preventScroll: true });
    }
  }

  // -- Beginning

  recall();
  const wanted = byId(new URLSearchParams(location.hash.slice(1)).get("at"));
  count();
  if (/[#&](state|findings|q)=/.test(location.hash)) filter();
  else $(".shown").value = `${rows().length} segments`;
  if (wanted) wanted.hidden = false;
  open(wanted || shown().find((row) => !settled(row)) || shown()[0]);
  say(sessionStorage.getItem("said") || "");
  sessionStorage.removeItem("said");
}

labels(document);
if (main && main.dataset.article) article();
else list();
