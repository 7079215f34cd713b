// The pages work without this: forms are sent and pages come back. With it they change in place, and follow the file.
"use strict";
(() => {
  // What is refused (a clash, a wrong word) is an answer to show, and no error of the page: the script asks for it so.
  const asks = { "x-workbench": "1" };
  const taken = (answer) => answer.ok && !answer.headers.get("x-status");
  const words = JSON.parse(document.documentElement.dataset.words || "{}");
  const say = (text) => words[text] || text;  // the page brings the words of its language along
  const bar = () => document.querySelector(".bar");
  const news = (text, quiet) => {  // quiet: for whoever listens; whoever looks sees it already
    const place = document.getElementById("news");
    if (!place) return;
    place.classList.toggle("hidden", Boolean(quiet));
    place.textContent = text;
    if (text) setTimeout(() => { if (place.textContent === text) place.textContent = ""; }, 5000);
  };
  let busy = 0;
  let serial = 0;

  // On the page Wishes the cards of an account that says the same as before stay as they are: to lay them out takes longest.
  const renewed = (old, fresh) => {
    const news = [...fresh.children];
    [...old.children].slice(news.length).forEach((e) => e.remove());
    news.forEach((came, k) => {
      const there = old.children[k];
      if (!there) old.append(document.adoptNode(came));
      else if (there.matches(".hands") && came.matches(".hands")) renewed(there, came);
      else if (same(there, came)) {
        const base = came.querySelector("[name=base]");
        if (base) there.querySelectorAll("[name=base]").forEach((e) => e.setAttribute("value", base.value));
      } else there.replaceWith(document.adoptNode(came));
    });
  };
  const same = (one, other) => {
    const told = (e) => e.outerHTML.replace(/name="base" value="[^"]*"/g, "").replace(/ (open|tabindex)="[^"]*"/g, "");
    return told(one) === told(other);
  };

  // -- a page that came, in the place of this one ---------------------------------------------------------------------
  const swap = (html, address, keep, sent) => {
    const came = new DOMParser().parseFromString(html, "text/html");
    const main = came.querySelector("main");
    if (!main) return;
    const here = places.noted(...(sent || []));
    const top = window.scrollY;
    const now = document.querySelector("main");
    if (keep && now.querySelector(".hands > .hand[data-of]") && main.querySelector(".hands > .hand[data-of]")) renewed(now, main);
    else now.replaceWith(document.adoptNode(main));
    const old = bar();
    const fresh = came.querySelector(".bar");
    if (old && fresh) old.replaceWith(document.adoptNode(fresh));
    else if (old && !fresh) old.remove();
    else if (fresh) document.body.insertBefore(document.adoptNode(fresh), document.querySelector("main"));
    document.title = came.title;
    if (address && address.split(/[?#]/)[0] !== location.href.split(/[?#]/)[0]) history.pushState(null, "", address);
    else if (address) history.replaceState(null, "", address);
    if (keep) here.put();
    dress();  // before what needs to know where things stand, so that the page is laid out once
    if (keep) {
      here.focus();
      window.scrollTo(0, top);
      if (sent) document.activeElement.scrollIntoView({ block: "nearest" });
    }
  };

  const load = async (address, keep, shown) => {
    const mine = ++serial;
    busy += 1;
    try {
      const answer = await fetch(address, { headers: asks });
      const html = await answer.text();
      if (mine === serial) swap(html, shown || null, keep);
    } catch { news(say("The workbench does not answer. Is it still running?")); } finally { busy -= 1; }
  };

  const refusal = (html) => {
    const came = new DOMParser().parseFromString(html, "text/html");
    return (came.querySelector("main .alert") || came.querySelector("main ul") || came.body).textContent.trim();
  };
  const send = async (form, focus, button) => {
    const body = new URLSearchParams(new FormData(form));
    if (button && button.name) body.append(button.name, button.value);
    const mine = ++serial;
    busy += 1;
    try {
      const answer = await fetch(form.action, { method: "POST", body, headers: asks });
      const html = await answer.text();
      // What is refused stays as it is typed, and why is said where it is; a clash has a page of its own.
      if (!taken(answer) && answer.headers.get("x-status") !== "409" && form.isConnected) { places.refused(form, refusal(html)); return; }
      if (mine !== serial) return;
      if (taken(answer)) { form.reset(); places.accepted(); }  // the form may stay on the page, and is done with
      const shown = answer.headers.get("x-shown");
      swap(html, taken(answer) ? new URL(shown || answer.url, location.href).href : null, true, [form, button, focus]);
      const alert = document.querySelector("main [role=alert]");
      if (alert) places.go(alert, true);
    } catch { news(say("Nothing was saved: the workbench does not answer. Is it still running?")); } finally { busy -= 1; }
  };

  // A pair of outcomes is answered: the page with the next ones comes in the place of this one.
  const answered = async (form, button) => {
    const asked = new URLSearchParams(new FormData(form));
    if (button && button.name) asked.append(button.name, button.value);
    const address = `${form.action}?${asked}`;
    await load(address, true, address);
    const next = document.getElementById("first-choice") || document.getElementById("progress");
    if (next) next.focus({ preventScroll: true });
    const told = document.getElementById("progress");
    if (told) { news(told.textContent, true); told.scrollIntoView({ block: "nearest" }); }
  };

  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.dataset.pairs !== undefined) { event.preventDefault(); answered(form, event.submitter); return; }
    if (form.method !== "post") return;
    event.preventDefault();
    if (form.dataset.saves !== undefined) { save(true); return; }
    const button = event.submitter;
    let focus = "";
    const moved = button && button.id && button.id.match(/^(up|down)-(.+)-(\d+)$/);
    if (moved) focus = `${moved[1]}-${moved[2]}-${Number(moved[3]) + (moved[1] === "up" ? -1 : 1)}`;
    send(form, focus, button);
  });

  // -- the file on disk is the truth: follow it -----------------------------------------------------------------------
  const typing = () => {
    const editor = document.getElementById("text");
    if (editor && editor.value !== editor.dataset.saved) return true;
    return [...document.querySelectorAll("main input:not([type=hidden]), main textarea:not(#text):not([hidden])")]
      .some((f) => f.value !== f.defaultValue && f.type !== "checkbox");
  };
  let lost = false;
  const follow = async () => {
    const here = bar();
    if (!here || busy || document.hidden) return;
    try {
      const answer = await fetch(`${here.dataset.here}/version`, { headers: asks });
      if (!taken(answer)) return;
      if (lost) { lost = false; news(say("The workbench is back.")); }
      const { version } = await answer.json();
      if (version === bar().dataset.version || busy) return;
      if (typing()) { news(say("The file was changed elsewhere. What you type is kept; it is put together when you save.")); return; }
      const address = location.href.split("#")[0];
      await load(address, true);
      news(say("The file was changed; this is how it is now."));
    } catch {
      if (!lost) { lost = true; news(say("The workbench does not answer. Start it again with: detente serve")); }
    }
  };
  setInterval(follow, 1000);

  // -- parts that take longer ------------------------------------------------------------------------------------------
  const parts = async () => {
    for (const part of document.querySelectorAll("[data-part]")) {
      let address = part.dataset.part;
      delete part.dataset.part;
      part.setAttribute("aria-busy", "true");
      try {
        while (address && part.isConnected) {  // what comes may say where the rest of it is
          const answer = await fetch(address, { headers: asks });
          address = "";
          if (taken(answer) && part.isConnected) {
            const html = await answer.text();
            const here = places.noted();
            part.innerHTML = html;
            here.put();
            here.focus();
            pictures();
            places.again();
            const then = part.querySelector("[data-then]");
            address = then ? then.dataset.then : "";
          }
        }
      } catch { /* what was there at once stays */ }
      part.removeAttribute("aria-busy");
      places.again();
    }
  };
  const pictures = () => {
    document.querySelectorAll(".graph [data-from]:not([data-wide])").forEach((arrow) => {
      const line = arrow.querySelector("path");
      if (!line) return;
      arrow.dataset.wide = "";  // a thin line is hard to hit
      const wide = line.cloneNode();
      wide.setAttribute("stroke", "transparent");
      wide.setAttribute("stroke-width", "14");
      wide.removeAttribute("stroke-dasharray");
      arrow.append(wide);
    });
    document.querySelectorAll("svg[data-least]").forEach((svg) => { svg.style.minWidth = `${svg.dataset.least}px`; });
    const measured = [...document.querySelectorAll(".table, figure")].map((e) => [e, e.scrollWidth > e.clientWidth]);
    measured.forEach(([e, scrolls]) => { if (scrolls) e.tabIndex = 0; else e.removeAttribute("tabindex"); });
  };

  // -- the graph: a state, or an arrow, leads to why ------------------------------------------------------------------
  const follows = async (link) => {
    await load(link.href, true, link.href);
    const place = document.getElementById("chosen") || document.querySelector("main h1");
    if (!place) return;
    place.tabIndex = -1;
    place.focus({ preventScroll: true });
    place.scrollIntoView({ block: "nearest" });
  };
  document.addEventListener("click", (event) => {
    const at = event.target.closest ? event.target : event.target.parentElement;
    const plain = event.button === 0 && !event.ctrlKey && !event.metaKey && !event.shiftKey;
    const own = at && at.closest("a[data-swap]");
    if (own && plain) { event.preventDefault(); follows(own); return; }
    const state = at && at.closest(".graph [data-state]");
    const arrow = at && at.closest(".graph [data-from]");
    let link = null;
    if (state) link = document.querySelector(`a[data-drawn="${Number(state.dataset.state)}"]`);
    else if (arrow) {
      const { from, to } = arrow.dataset;
      const party = Number(arrow.closest("[data-party]").dataset.party);
      link = [...document.querySelectorAll("a[data-arrow]")].find((a) => {
        const [mover, source, target] = a.dataset.arrow.split("/");
        return source === from && target === to && movers(mover) === party;
      });
    }
    if (link) follows(link);
  });
  const movers = (id) => document.querySelector(".states[data-makers]").dataset.makers.split(" ").indexOf(id);

  // -- cards that are dragged ------------------------------------------------------------------------------------------
  let held = null;
  document.addEventListener("dragstart", (event) => {
    held = event.target.closest && event.target.closest(".card[draggable]");
    if (held) { held.classList.add("held"); event.dataTransfer.effectAllowed = "move"; event.dataTransfer.setData("text/plain", held.dataset.item); }
  });
  document.addEventListener("dragover", (event) => {
    const over = held && event.target.closest && event.target.closest(".card[draggable]");
    document.querySelectorAll(".card.over").forEach((c) => c.classList.remove("over"));
    if (over && over.parentElement === held.parentElement) { event.preventDefault(); over.classList.add("over"); }
  });
  document.addEventListener("dragend", () => {
    document.querySelectorAll(".card.over, .card.held").forEach((c) => c.classList.remove("over", "held"));
    held = null;
  });
  document.addEventListener("drop", (event) => {
    const over = held && event.target.closest && event.target.closest(".card[draggable]");
    if (!over || over.parentElement !== held.parentElement || over === held) return;
    event.preventDefault();
    const form = held.querySelector("form[data-move]");
    const { to } = form.elements;
    const was = to.value;
    to.value = over.dataset.item;
    send(form, "");
    to.value = was;  // where it is refused, the button goes on to mean what it says
  });

  // -- the text --------------------------------------------------------------------------------------------------------
  let timer = 0;
  let saving = false;
  const save = async (now) => {
    const editor = document.getElementById("text");
    if (!editor) return;
    clearTimeout(timer);
    if (saving) { timer = setTimeout(save, 300); return; }
    if (editor.value === editor.dataset.saved && !now) return;
    const form = editor.form;
    const sent = editor.value;
    saving = true; busy += 1;
    const told = document.getElementById("saved");
    try {
      const answer = await fetch(form.action, { method: "POST", body: new URLSearchParams(new FormData(form)), headers: asks });
      const html = await answer.text();
      const came = new DOMParser().parseFromString(html, "text/html");
      if (!came.getElementById("text")) { swap(html, null, true); return; }
      const text = came.getElementById("text").value;
      form.elements.base.value = came.querySelector("#editor").elements.base.value;
      const place = document.getElementById("mistakes");
      place.replaceWith(document.adoptNode(came.getElementById("mistakes")));
      bar().replaceWith(document.adoptNode(came.querySelector(".bar")));
      if (editor.value === sent && text !== sent) { const at = editor.selectionStart; editor.value = text; editor.setSelectionRange(at, at); }
      editor.dataset.saved = editor.value === sent || text === sent ? text : sent;
      const alert = came.querySelector("main .alert");
      told.textContent = alert ? alert.textContent : taken(answer) ? say("Saved.") : say("Not saved.");
      numbers();
    } catch { told.textContent = say("Not saved: the workbench does not answer. What you typed is kept here."); } finally { saving = false; busy -= 1; }
  };
  const numbers = () => {
    const editor = document.getElementById("text");
    const column = document.querySelector("[data-numbers]");
    if (!editor || !column) return;
    const bad = new Set([...document.querySelectorAll("#mistakes [data-line]")].map((a) => a.dataset.line));
    const count = editor.value.split("\n").length;
    column.textContent = "";
    for (let k = 1; k <= count; k += 1) {
      const line = document.createElement(bad.has(String(k)) ? "b" : "span");
      line.textContent = `${k}\n`;
      column.append(line);
    }
    column.scrollTop = editor.scrollTop;
    lens();
  };
  // What is wrong stands behind the line that it is about, too; the list below says it in full.
  const lens = () => {
    const editor = document.getElementById("text");
    const place = document.querySelector("[data-lens]");
    if (!editor || !place) return;
    place.textContent = "";
    const lines = editor.value.split("\n");
    const { high, wide, left, top } = measured(editor);
    const seen = new Set();
    document.querySelectorAll("#mistakes [data-line]").forEach((a) => {
      const line = Number(a.dataset.line);
      if (line > lines.length) return;
      const mark = document.createElement("span");
      mark.className = seen.has(line) ? "more" : "wrong";
      seen.add(line);
      mark.style.top = `${top + (line - 1) * high - editor.scrollTop}px`;
      mark.style.height = `${high}px`;
      const told = document.createElement("em");
      told.textContent = a.parentElement.textContent.replace(/^[^:]*: */, "");
      told.style.left = `${left + (lines[line - 1].length + 2) * wide - editor.scrollLeft}px`;
      mark.append(told);
      place.append(mark);
    });
  };
  const measured = (editor) => {
    const style = getComputedStyle(editor);
    const pen = document.createElement("canvas").getContext("2d");
    pen.font = `${style.fontSize} ${style.fontFamily}`;
    return { high: parseFloat(style.lineHeight), wide: pen.measureText("0".repeat(100)).width / 100,
      left: parseFloat(style.paddingLeft), top: parseFloat(style.paddingTop) };
  };

  // -- what can be typed at a place ------------------------------------------------------------------------------------
  let wait = 0;
  let asked = 0;
  const list = () => document.getElementById("offers");
  const close = () => {
    clearTimeout(wait);
    asked += 1;
    const editor = document.getElementById("text");
    if (list()) { list().hidden = true; list().textContent = ""; }
    if (editor) editor.removeAttribute("aria-activedescendant");
  };
  const offer = (now) => { clearTimeout(wait); wait = setTimeout(() => offering(now), now ? 0 : 180); };
  const offering = async (now) => {
    const editor = document.getElementById("text");
    if (!editor || editor.selectionStart !== editor.selectionEnd) return;
    const mine = ++asked;
    const at = editor.selectionStart;
    const text = editor.value;
    try {
      // Characters, not the pairs that stand for some of them, are counted at the server.
      const body = new URLSearchParams({ text, at: [...text.slice(0, at)].length });
      const answer = await fetch(editor.dataset.complete, { method: "POST", body, headers: asks });
      if (!taken(answer)) return;
      const { typed, offers } = await answer.json();
      if (mine !== asked || editor.value !== text || editor.selectionStart !== at) return;
      if (!offers.length || (!now && !typed)) { close(); if (now) news(say("Nothing is known that could stand here.")); return; }
      show(editor, offers, typed, now);
    } catch { /* one can type without it */ }
  };
  const show = (editor, offers, typed, now) => {
    const place = list();
    place.textContent = "";
    place.dataset.typed = typed;
    offers.forEach(({ insert, note }, k) => {
      const item = document.createElement("li");
      item.id = `offer-${k}`;
      item.setAttribute("role", "option");
      item.setAttribute("aria-selected", "false");
      item.dataset.insert = insert;
      const word = document.createElement("strong");
      word.textContent = insert;
      item.append(word);
      if (note) { const told = document.createElement("span"); told.textContent = note; item.append(" ", told); }
      place.append(item);
    });
    const before = editor.value.slice(0, editor.selectionStart).split("\n");
    const { high, wide, left, top } = measured(editor);
    const under = top + before.length * high - editor.scrollTop;
    const beside = left + (before[before.length - 1].length - typed) * wide - editor.scrollLeft;
    place.hidden = false;
    const room = place.parentElement.clientHeight;
    place.style.top = `${under + place.offsetHeight > room && under > place.offsetHeight + high ? under - high - place.offsetHeight : under}px`;
    place.style.left = `${Math.max(0, Math.min(beside, place.parentElement.clientWidth - place.offsetWidth))}px`;
    if (now) choose(0);
    news(`${say("Words that can stand here:")} ${offers.length}`, true);
  };
  const choose = (number) => {
    const items = [...list().children];
    const k = (number + items.length) % items.length;
    items.forEach((item, n) => item.setAttribute("aria-selected", n === k ? "true" : "false"));
    items[k].scrollIntoView({ block: "nearest" });
    document.getElementById("text").setAttribute("aria-activedescendant", items[k].id);
  };
  const accept = (item) => {
    const editor = document.getElementById("text");
    const at = editor.selectionStart;
    editor.focus();
    editor.setSelectionRange(at - Number(list().dataset.typed), at);
    const { insert } = item.dataset;
    close();
    // So that the browser's own undo knows of it; where that is not to be had, the text is set.
    if (!document.execCommand("insertText", false, insert)) editor.setRangeText(insert, editor.selectionStart, at, "end");
    numbers();
    clearTimeout(timer);
    timer = setTimeout(save, 800);
  };
  document.addEventListener("keydown", (event) => {
    if (event.target.id !== "text") return;
    if (event.key === " " && event.ctrlKey) { event.preventDefault(); offer(true); return; }
    if (!list() || list().hidden) return;
    const items = [...list().children];
    const now = items.findIndex((item) => item.getAttribute("aria-selected") === "true");
    if (event.key === "Escape") { event.preventDefault(); close(); }
    else if (event.key === "ArrowDown") { event.preventDefault(); choose(now + 1); }
    else if (event.key === "ArrowUp" && now >= 0) { event.preventDefault(); choose(now - 1); }
    else if ((event.key === "Enter" || event.key === "Tab") && now >= 0) { event.preventDefault(); accept(items[now]); }
    else if (event.key === "Tab") close();  // so that the next control comes, not the list
    else if (["ArrowLeft", "ArrowRight", "Home", "End", "PageUp", "PageDown", "Enter", "ArrowUp"].includes(event.key)) close();
  });
  document.addEventListener("mousedown", (event) => {
    const item = event.target.closest && event.target.closest("#offers li");
    if (item) { event.preventDefault(); accept(item); } else if (list() && !list().hidden) close();
  });
  document.addEventListener("focusout", (event) => { if (event.target.id === "text") close(); });

  const jump = (line, column) => {
    const editor = document.getElementById("text");
    if (!editor) return;
    const lines = editor.value.split("\n");
    const at = lines.slice(0, line - 1).reduce((n, l) => n + l.length + 1, 0) + Math.max(0, (column || 1) - 1);
    editor.focus();
    editor.setSelectionRange(at, at);
    editor.scrollTop = Math.max(0, (line - 6) * parseFloat(getComputedStyle(editor).lineHeight));
  };
  document.addEventListener("input", (event) => {
    if (event.target.id !== "text") return;
    numbers();
    if (event.inputType === "insertText") offer(false); else close();
    clearTimeout(timer);
    timer = setTimeout(save, 800);
  });
  document.addEventListener("scroll", (event) => {
    const column = document.querySelector("[data-numbers]");
    if (event.target.id !== "text") return;
    if (column) column.scrollTop = event.target.scrollTop;
    lens();
    close();
  }, true);
  document.addEventListener("click", (event) => {
    const link = event.target.closest && event.target.closest("a[data-line]");
    if (link) { event.preventDefault(); jump(Number(link.dataset.line), Number(link.dataset.column)); }
  });
  addEventListener("beforeprint", () => {  // a field is printed as the window that it is
    const editor = document.getElementById("text");
    if (editor) document.getElementById("printed").textContent = editor.value;
  });
  addEventListener("popstate", () => location.reload());
  addEventListener("beforeunload", (event) => { if (places.unsaved()) event.preventDefault(); });
  addEventListener("beforeunload", (event) => {
    const editor = document.getElementById("text");
    if (editor && editor.value !== editor.dataset.saved) event.preventDefault();
  });

  const dress = () => {
    const editor = document.getElementById("text");
    if (editor && editor.dataset.saved === undefined) {
      editor.dataset.saved = editor.value;
      numbers();
      const asked = location.hash.match(/^#line-(\d+)$/);
      if (asked) jump(Number(asked[1]), 1);
    }
    pictures();
    parts();
  };
  addEventListener("resize", pictures);
  document.addEventListener("toggle", pictures, true);
  dress();
  // The page of an answer that was asked for begins with the form: what comes next is the answer.
  const told = new URLSearchParams(location.search).has("ask") && document.querySelector("main form.ask ~ .brief, main form.ask ~ .problems");
  if (told) places.go(told, true);
})();
