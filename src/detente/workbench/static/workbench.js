// The pages work without this: forms are sent and pages come back. With it they change in place, and follow the file.
"use strict";
(() => {
  // What is refused (a clash, a wrong word) is an answer to show, and no error of the page: the script asks for it so.
  const asks = { "x-workbench": "1" };
  const taken = (answer) => answer.ok && !answer.headers.get("x-status");
  const bar = () => document.querySelector(".bar");
  const news = (text) => {
    const place = document.getElementById("news");
    if (!place) return;
    place.textContent = text;
    if (text) setTimeout(() => { if (place.textContent === text) place.textContent = ""; }, 5000);
  };
  let busy = 0;
  let serial = 0;

  // -- a page that came, in the place of this one ---------------------------------------------------------------------
  const swap = (html, address, keep) => {
    const came = new DOMParser().parseFromString(html, "text/html");
    const main = came.querySelector("main");
    if (!main) return;
    const active = document.activeElement;
    const id = active && active.id;
    const open = [...document.querySelectorAll("details[open] > summary")].map((s) => s.textContent);
    const top = window.scrollY;
    document.querySelector("main").replaceWith(document.adoptNode(main));
    const old = bar();
    const fresh = came.querySelector(".bar");
    if (old && fresh) old.replaceWith(document.adoptNode(fresh));
    else if (old && !fresh) old.remove();
    else if (fresh) document.body.insertBefore(document.adoptNode(fresh), document.querySelector("main"));
    document.title = came.title;
    if (address && address.split(/[?#]/)[0] !== location.href.split(/[?#]/)[0]) history.pushState(null, "", address);
    else if (address) history.replaceState(null, "", address);
    if (keep) {
      document.querySelectorAll("details > summary").forEach((s) => {
        if (open.includes(s.textContent)) s.parentElement.open = true;
      });
      const again = id && document.getElementById(id);
      if (again && !again.disabled) again.focus({ preventScroll: true });
      window.scrollTo(0, top);
    }
    dress();
  };

  const load = async (address, keep) => {
    const mine = ++serial;
    busy += 1;
    try {
      const answer = await fetch(address, { headers: asks });
      const html = await answer.text();
      if (mine === serial) swap(html, null, keep);
    } catch { news("The workbench does not answer. Is it still running?"); } finally { busy -= 1; }
  };

  const send = async (form, focus) => {
    const body = new URLSearchParams(new FormData(form));
    const mine = ++serial;
    busy += 1;
    try {
      const answer = await fetch(form.action, { method: "POST", body, headers: asks });
      const html = await answer.text();
      if (mine !== serial) return;
      swap(html, taken(answer) ? answer.url : null, true);
      const alert = document.querySelector("main .alert");
      if (alert) { alert.tabIndex = -1; alert.focus(); } else if (focus) {
        const place = document.getElementById(focus);
        if (place) { (place.disabled ? place.closest("li") || place : place).focus(); }
      }
    } catch { news("Nothing was saved: the workbench does not answer. Is it still running?"); } finally { busy -= 1; }
  };

  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.method !== "post") return;
    event.preventDefault();
    if (form.dataset.saves !== undefined) { save(true); return; }
    const button = event.submitter;
    let focus = "";
    const moved = button && button.id && button.id.match(/^(up|down)-(.+)-(\d+)$/);
    if (moved) focus = `${moved[1]}-${moved[2]}-${Number(moved[3]) + (moved[1] === "up" ? -1 : 1)}`;
    send(form, focus);
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
      if (lost) { lost = false; news("The workbench is back."); }
      const { version } = await answer.json();
      if (version === bar().dataset.version || busy) return;
      if (typing()) { news("The file was changed elsewhere. What you type is kept; it is put together when you save."); return; }
      const address = location.href.split("#")[0];
      await load(address, true);
      news("The file was changed; this is how it is now.");
    } catch {
      if (!lost) { lost = true; news("The workbench does not answer. Start it again with: detente serve"); }
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
          if (answer.ok && part.isConnected) {
            part.innerHTML = await answer.text();
            pictures();
            const then = part.querySelector("[data-then]");
            address = then ? then.dataset.then : "";
          }
        }
      } catch { /* what was there at once stays */ }
      part.removeAttribute("aria-busy");
    }
  };
  const pictures = () => {
    document.querySelectorAll("svg[data-least]").forEach((svg) => { svg.style.minWidth = `${svg.dataset.least}px`; });
    document.querySelectorAll(".table, figure").forEach((e) => {
      if (e.scrollWidth > e.clientWidth) e.tabIndex = 0; else e.removeAttribute("tabindex");
    });
  };

  // -- the graph: a state, or an arrow, leads to why ------------------------------------------------------------------
  document.addEventListener("click", (event) => {
    const state = event.target.closest && event.target.closest(".graph [data-state]");
    const arrow = event.target.closest && event.target.closest(".graph [data-from]");
    const which = state ? state.dataset.state : arrow ? arrow.dataset.from : "";
    const link = which && document.querySelector(`a[data-drawn="${Number(which)}"]`);
    if (link) location.href = link.href;
  });

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
    form.elements.to.value = over.dataset.item;
    send(form, "");
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
      told.textContent = alert ? alert.textContent : taken(answer) ? "Saved." : "Not saved.";
      numbers();
    } catch { told.textContent = "Not saved: the workbench does not answer. What you typed is kept here."; } finally { saving = false; busy -= 1; }
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
  };
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
    clearTimeout(timer);
    timer = setTimeout(save, 800);
  });
  document.addEventListener("scroll", (event) => {
    const column = document.querySelector("[data-numbers]");
    if (column && event.target.id === "text") column.scrollTop = event.target.scrollTop;
  }, true);
  document.addEventListener("click", (event) => {
    const link = event.target.closest && event.target.closest("a[data-line]");
    if (link) { event.preventDefault(); jump(Number(link.dataset.line), Number(link.dataset.column)); }
  });
  addEventListener("popstate", () => location.reload());
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
})();
