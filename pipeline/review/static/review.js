// The review page: one segment at a time is open; what is typed is saved at once, in order.
"use strict";
(() => {
  const $ = (selector, within = document) => within.querySelector(selector);
  const $$ = (selector, within = document) => [...within.querySelectorAll(selector)];
  const clone = (id) => $(`#${id}`).content.firstElementChild.cloneNode(true);
  const mac = /Mac|iPhone|iPad/.test(navigator.platform);
  const PAUSE = 1200; // ms without a key before what was typed is saved
  const WATCH = 2500; // ms between looks at the file
  const AGAIN = 3000; // ms before a save that failed is tried again
  document.documentElement.classList.add("script");

  // Keys are told as they are typed here: Alt+N, on a Mac Ctrl+Option+N.
  const labels = (within) => {
    $$("kbd[data-key]", within).forEach((key) => (key.textContent = `${mac ? "⌃⌥" : "Alt "}${key.dataset.key.toUpperCase()}`));
    $$("kbd[data-keys]", within).forEach((key) => (key.textContent = mac ? key.dataset.keys.replace("Ctrl ", "⌃") : key.dataset.keys));
  };
  labels(document);

  async function ask(address, body) {
    const options = body && { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) };
    const answer = await fetch(address, { headers: { Accept: "application/json" }, ...options });
    const text = await answer.text();
    const json = (answer.headers.get("Content-Type") || "").startsWith("application/json");
    return { ok: answer.ok, status: answer.status, text, ...(json ? JSON.parse(text) : {}) };
  }

  const main = $("#content");
  if (main && main.dataset.article) article();
  else list();

  // ---- The list of articles

  function list() {
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

  // ---- One article

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
      term: () => addTerm(),
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

    const letters = { n: "finding", p: "back", u: "unreviewed", l: "leave", c: "note", g: "term", a: "accept", s: "elsewhere", z: "undo" };
    const alone = { ...letters, j: "next", k: "previous", e: "edit", Enter: "edit", "/": "search", "?": "help" };
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
    function escape(field) {
      hide();
      if (field && field.name === "q") field.blur();
      if (here) {
        keep();
        here.focus({ preventScroll: true });
      }
    }

    // -- Filters. They stand in the address, as does the place: #state=edited&findings=any&at=…

    const texts = new Map();
    const prose = (row) => {
      const rev = row.dataset.rev;
      const known = texts.get(row.id);
      if (known && known[0] === rev) return known[1];
      const text = `${$(".source .text", row).textContent}\n${$(".target .text", row).dataset.raw}\n${row.dataset.note}`.toLowerCase();
      texts.set(row.id, [rev, text]);
      return text;
    };
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
      rows().forEach((row) => (row.hidden = row !== here && !fits(row)));
      $$(".paragraph").forEach((group) => (group.hidden = !$(".segment:not([hidden])", group)));
      remember();
      const left = shown().length;
      $(".nothing").hidden = left > 0;
      const whole = `${rows().length} segments`;
      $(".shown").value = left === rows().length ? whole : `${left} of ${whole}`;
    }
    function remember() {
      const state = boxes().filter((box) => box.checked).map((box) => box.value).join(",");
      const told = { state, findings: toolbar.elements.findings.value, q: toolbar.elements.q.value.trim(), at: here ? here.dataset.id : "" };
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
      open(shown()[0]);
    });

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

    // -- Glossary cards: one place for all of them

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
    const hide = () => card.classList.remove("shows");
    for (const kind of ["mouseover", "focusin"]) document.addEventListener(kind, present);
    for (const kind of ["mouseout", "focusout"]) document.addEventListener(kind, hide);
    addEventListener("scroll", hide, { passive: true });

    // -- A new entry of the glossary

    function addTerm() {
      const dialog = $("#term");
      const { source, target } = $("form", dialog).elements;
      const marked = getSelection();
      const inSource = marked.anchorNode?.parentElement?.closest(".source");
      const area = editor && editor.text;
      source.value = inSource ? marked.toString().trim() : "";
      target.value = area ? area.value.slice(area.selectionStart, area.selectionEnd).trim() : "";
      touches();
      dialog.returnValue = "";
      dialog.showModal();
      (source.value ? target : source).focus();
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
      keep();
      await queue;
      add.disabled = true;
      $(".touches", dialog).textContent = "Adding, and translating what it touches …";
      const done = await ask("/term", { source: source.value, target: target.value }).catch(() => ({ message: "The program has ended." }));
      add.disabled = false;
      if (!done.ok) return ($(".touches", dialog).textContent = done.message);
      dialog.close("yes");
      await watch();
      sessionStorage.setItem("said", `${done.source} → ${done.target} is in the glossary; ${done.translated} segments were translated anew.`);
      location.reload();
    });

    // -- Beginning

    function recall() {
      const given = new URLSearchParams(location.hash.slice(1));
      const states = (given.get("state") || "").split(",");
      boxes().forEach((box) => (box.checked = states.includes(box.value)));
      toolbar.elements.findings.value = given.get("findings") || "";
      toolbar.elements.q.value = given.get("q") || "";
    }
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
})();
