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
  let at = location.href.split("#")[0];  // the page that is shown

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
    else if (keep && editor && main.querySelector("#editor")?.getAttribute("action") === editor.area.form.getAttribute("action")) {
      const apart = (from) => [...from.children].filter((e) => !e.matches(".editor"));
      apart(now).forEach((e) => e.remove());
      now.prepend(...apart(main).map((e) => document.adoptNode(e)));
      renew(came);
    } else now.replaceWith(document.adoptNode(main));
    const old = bar();
    const fresh = came.querySelector(".bar");
    if (old && fresh) old.replaceWith(document.adoptNode(fresh));
    else if (old && !fresh) old.remove();
    else if (fresh) document.body.insertBefore(document.adoptNode(fresh), document.querySelector("main"));
    document.title = came.title;
    if (address) at = new URL(address, location.href).href.split("#")[0];
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
    const told = (came.querySelector("main .alert") || came.querySelector("main ul") || came.body).textContent.trim();
    const more = came.querySelector("main .alert + .needed");
    return more ? [told, document.adoptNode(more)] : [told];
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
      if (taken(answer)) { form.reset(); places.accepted(); }  // the form may stay on the page, and is done with
      if (mine !== serial) return;
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
    const area = field();
    if (area && area.value !== area.dataset.saved) return true;
    const chosen = [...document.querySelectorAll("main select")]
      .some((f) => [...f.options].some((o) => o.selected !== o.defaultSelected) && f.selectedIndex > 0);
    return chosen || [...document.querySelectorAll("main input:not([type=hidden]), main textarea:not(#text):not([hidden])")]
      .some((f) => (f.type === "checkbox" ? f.checked !== f.defaultChecked : f.value !== f.defaultValue));
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
      if (typing()) { news(say("The file was changed elsewhere. What you type is kept; both are joined when you save.")); return; }
      const address = location.href.split("#")[0];
      await load(address, true);
      news(say("The file was changed; this is how it is now."));
    } catch {
      if (!lost) { lost = true; news(say("The workbench does not answer. Start it again with: detente serve")); }
    }
  };

  // -- a question that takes longer: it is asked again, and what is typed in the form stays -----------------
  // The page of an answer that was asked for begins with the form: what comes next is the answer.
  const toAnswer = () => {
    const told = new URLSearchParams(location.search).has("ask") && document.querySelector("#answered .brief, #answered .problems");
    if (told) places.go(told, true);
  };
  const waits = async () => {
    if (busy || document.hidden || !document.querySelector("[data-waits]")) return;
    const address = location.href.split("#")[0];
    const mine = ++serial;
    busy += 1;
    try {
      const html = await (await fetch(address, { headers: asks })).text();
      if (mine !== serial) return;
      const [now, next] = [document, new DOMParser().parseFromString(html, "text/html")].map((page) => page.getElementById("answered"));
      if (!next) { swap(html, null, true); return; }
      const idle = document.activeElement === document.body || now.contains(document.activeElement);
      now.replaceWith(document.adoptNode(next));
      dress();
      if (idle) toAnswer();
    } catch { /* the next second asks again */ } finally { busy -= 1; }
  };
  setInterval(async () => { await follow(); await waits(); }, 1000);  // one after the other, as each lets be what is busy

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
  // Where it would come to stand: at the card under the pointer, or in the gap that the pointer is in.
  const aimed = (event) => {
    const list = held.parentElement;
    const box = list.getBoundingClientRect();
    if (event.clientX < box.left || event.clientX > box.right || event.clientY < box.top || event.clientY > box.bottom) return null;
    const cards = [...list.children].filter((c) => c.matches(".card[draggable]"));
    const from = cards.indexOf(held);
    const next = cards.findIndex((c) => c.getBoundingClientRect().bottom >= event.clientY);
    const inside = next >= 0 && cards[next].getBoundingClientRect().top <= event.clientY;
    const at = inside ? next : next < 0 ? cards.length - 1 : next > from ? next - 1 : next;
    return { card: cards[at], below: at > from, stays: at === from };
  };
  const unmark = () => document.querySelectorAll(".card.over, .card.under").forEach((c) => c.classList.remove("over", "under"));
  document.addEventListener("dragover", (event) => {
    if (!held) return;
    const aim = aimed(event);
    unmark();
    if (!aim) return;
    event.preventDefault();
    if (!aim.stays) aim.card.classList.add(aim.below ? "under" : "over");
  });
  document.addEventListener("dragend", () => {
    unmark();
    if (held) held.classList.remove("held");
    held = null;
  });
  document.addEventListener("drop", (event) => {
    const aim = held && aimed(event);
    if (!aim) return;
    event.preventDefault();
    if (aim.stays) return;
    const form = held.querySelector("form[data-move]");
    const { to } = form.elements;
    const was = to.value;
    to.value = aim.card.dataset.item;
    send(form, "");
    to.value = was;  // where it is refused, the button goes on to mean what it says
  });

  // -- the text --------------------------------------------------------------------------------------------------------
  // The field is what is sent. The editor, where it is there, stands in its place and writes into it.
  const field = () => document.getElementById("text");
  let editor = null;
  let timer = 0;
  let saving = false;
  const typed = () => { clearTimeout(timer); timer = setTimeout(save, 800); };
  const save = async (now) => {
    const area = field();
    if (!area) return;
    clearTimeout(timer);
    if (saving) { timer = setTimeout(save, 300); return; }
    if (area.value === area.dataset.saved && !now) return;
    const sent = area.value;
    if (editor) editor.sends();
    saving = true; busy += 1;
    const told = document.getElementById("saved");
    try {
      const answer = await fetch(area.form.action, { method: "POST", body: new URLSearchParams(new FormData(area.form)), headers: asks });
      const html = await answer.text();
      const came = new DOMParser().parseFromString(html, "text/html");
      if (field() !== area) return;
      const here = came.getElementById("text");
      const wrong = came.querySelector("#mistakes.bad:not([hidden])");
      if (!here && (taken(answer) || answer.headers.get("x-status") === "409")) { swap(html, null, true); return; }
      if (taken(answer)) {
        renew(came, sent);
        bar().replaceWith(document.adoptNode(came.querySelector(".bar")));
      }
      const alert = came.querySelector(here ? "main .alert" : "main li");  // the page itself may be refused
      told.textContent = alert ? alert.textContent : taken(answer) ? (wrong ? say("Saved. The file has mistakes.") : say("Saved.")) : say("Not saved.");
    } catch { told.textContent = say("Not saved: the workbench does not answer. What you typed is kept here."); } finally { saving = false; busy -= 1; }
  };
  // The text that came is put together with what is typed since it was sent, and the editor stays as it is.
  const renew = (came, sent) => {
    const area = field();
    const text = came.getElementById("text").value;
    if (editor) editor.arrived(text, sent);
    else if (area.value === sent) { if (text !== sent) { const at = area.selectionStart; area.value = text; area.setSelectionRange(at, at); } }
    else if (text !== sent) return;  // what else is in it is put together with what was typed when that is saved
    area.dataset.saved = text;
    area.form.elements.base.value = came.getElementById("editor").elements.base.value;
    document.getElementById("mistakes").replaceWith(document.adoptNode(came.getElementById("mistakes")));
    if (editor) editor.mark();
  };
  const jump = (line, column) => {
    const area = field();
    if (editor) { editor.jump(line, column); return; }
    const at = area.value.split("\n").slice(0, line - 1).reduce((n, l) => n + l.length + 1, 0) + Math.max(0, (column || 1) - 1);
    area.focus();
    area.setSelectionRange(at, at);
    area.scrollTop = Math.max(0, (line - 6) * parseFloat(getComputedStyle(area).lineHeight));
  };
  const edited = async (area) => {
    area.setAttribute("aria-busy", "true");
    try {
      const { mount } = await import("./editor.js");
      if (area.isConnected) editor = mount(area, { say, news, asks, typed, save: () => save(true) });
    } catch { /* the field is there */ }
    area.removeAttribute("aria-busy");
    const asked = location.hash.match(/^#line-(\d+)$/);
    if (asked && area.isConnected) jump(Number(asked[1]), 1);
  };
  document.addEventListener("input", (event) => { if (event.target.id === "text") typed(); });
  document.addEventListener("click", (event) => {
    const link = event.target.closest && event.target.closest("a[data-line]");
    if (link) { event.preventDefault(); jump(Number(link.dataset.line), Number(link.dataset.column)); }
  });
  addEventListener("beforeprint", () => {  // a field is printed as the window that it is
    if (field()) document.getElementById("printed").textContent = field().value;
  });
  addEventListener("popstate", () => { if (location.href.split("#")[0] !== at) location.reload(); });
  addEventListener("beforeunload", (event) => { if (places.unsaved()) event.preventDefault(); });
  addEventListener("beforeunload", (event) => {
    if (field() && field().value !== field().dataset.saved) event.preventDefault();
  });

  const dress = () => {
    if (editor && !editor.area.isConnected) { editor.gone(); editor = null; }
    const area = field();
    if (area && area.dataset.saved === undefined) { area.dataset.saved = area.value; edited(area); }
    pictures();
    parts();
  };
  addEventListener("resize", pictures);
  document.addEventListener("toggle", pictures, true);
  dress();
  toAnswer();
})();
