// What a person is at: what is typed and not sent, what is open, where the focus is. It outlasts the page that comes in the
// place of another one. Nothing here is told in words of its own.
"use strict";
window.places = (() => {
  const FIELDS = "input:not([type=hidden]), select, textarea:not([hidden])";
  const CONTROLS = `${FIELDS}, button, a[href], summary`;
  const changes = (field) => {
    if (field.type === "checkbox" || field.type === "radio") return field.checked !== field.defaultChecked;
    if (field.matches("select")) return field.selectedIndex !== Math.max(0, [...field.options].findIndex((o) => o.defaultSelected));
    return field.value !== field.defaultValue;
  };
  const standing = (f) => {  // what a field says as long as nobody touches it
    if (f.matches("select")) return ([...f.options].find((o) => o.defaultSelected) || f.options[0] || f).value;
    return f.type === "checkbox" ? String(f.defaultChecked) : f.defaultValue;
  };
  const typed = (form) => [...form.querySelectorAll(FIELDS)].filter((f) => f.name && changes(f));
  const sent = (form) => form.method === "post" && form.dataset.saves === undefined;  // the page Text saves by itself
  const unsaved = () => [...document.forms].some((form) => sent(form) && typed(form).length) || (later.length > 0 && Boolean(document.querySelector("[data-clash]")));

  // -- what is the same on two pages ---------------------------------------------------------------------------------
  // A form is known by what it asks for; what only says how the file is now is no part of that.
  const asks = (form, but) => [new URL(form.action, location.href).pathname, ...[...form.querySelectorAll("input[type=hidden]")]
    .filter((f) => f.name !== "base" && !but.includes(f.name)).map((f) => `${f.name}=${f.value}`)].join("\n");
  const same = (form) => asks(form, ["taken"]);
  // What stands in a list is known by what the file says of it, too: its number may be another one by now.
  const loosely = (form) => [asks(form, ["taken", "item", "to", "line", "rule"]), ...[...form.querySelectorAll(FIELDS)].map(standing)].join("\n");
  const told = (e) => e.textContent.trim().replace(/\s+/g, " ");
  const numbered = (elements, name) => {  // the second one of a name is told from the first
    const seen = new Map();
    return new Map(elements.map((e) => {
      const key = name(e);
      const count = seen.get(key) || 0;
      seen.set(key, count + 1);
      return [e, `${key}\n${count}`];
    }));
  };
  const all = (selector) => [...document.querySelectorAll(selector)];
  const groups = () => numbered(all("main section, main article"), (g) => { const h = g.querySelector("h1, h2, h3"); return h ? told(h) : ""; });
  const within = (e) => e.parentElement && e.parentElement.closest("main section, main article");
  const grouped = (elements, name) => {
    const known = groups();
    return numbered(elements, (e) => `${known.get(within(e)) || ""}\n${name(e)}`);
  };
  const foldings = () => grouped(all("details"), (d) => d.id || told(d.querySelector("summary") || d));
  const lists = () => grouped([...new Set(all("main li, main article").map((e) => e.parentElement))], (l) => `${l.tagName} ${l.className}`);
  const find = (map, key) => { for (const [e, k] of map) if (k === key) return e; return null; };

  const folded = (e) => Boolean(e && e.closest("details:not([open])") && !e.matches("details:not([open]) > summary"));
  const stays = (e) => e && e.isConnected && !e.disabled && e !== document.body && !folded(e);
  const go = (e, scroll) => {
    if (!e.matches(CONTROLS) && e.tabIndex < 0) e.tabIndex = -1;
    e.focus({ preventScroll: !scroll });
    return e;
  };
  const heading = (group) => (group && group.querySelector("h1, h2, h3")) || document.querySelector("main h1") || document.querySelector("main");
  const beside = (e) => {  // what can still be pressed where this cannot
    const place = e.closest("li, article, .steps, .head");
    const button = place && [...place.querySelectorAll("button")].find((b) => stays(b));
    return button || (place && place.matches("li, article") ? place : null);
  };

  let waiting = null;  // where the focus is to go once that part of the page is there

  // Note what there is before a page comes; what is given back puts it into that page.
  const noted = (form, button, id) => {
    let active = document.activeElement;
    if ((!active || active === document.body) && button) active = button;
    const now = [];
    all("form").filter((f) => f !== form && sent(f)).forEach((f) => typed(f).forEach((field) => {
      now.push({ field, exact: same(f), loose: loosely(f), name: field.name, value: valued(field) });
    }));
    const open = new Map([...foldings()].map(([d, key]) => [key, d.open]));
    const spot = spotted(active, form, id);
    const put = () => {
      for (const [d, key] of foldings()) if (open.has(key)) d.open = open.get(key);
      later = restored([...now.filter((one) => !one.field.isConnected), ...later]);
    };
    const focus = () => { if (spot) settle(spot); };
    return { put, focus };
  };
  const valued = (f) => f.type === "checkbox" ? f.checked : f.value;
  let later = [];  // what was typed in a part of the page that is not there yet
  const restored = (typed) => {
    if (!typed.length) return [];
    const there = all("form").filter(sent).flatMap((f) => [...f.querySelectorAll(FIELDS)].map((field) => ({ field, exact: same(f), loose: loosely(f) })));
    const left = typed.filter((one) => {
      const fits = there.filter((t) => t.field.name === one.name && t.loose === one.loose);
      const found = fits.find((t) => t.exact === one.exact) || (fits.length === 1 ? fits[0] : null);
      if (found && !changes(found.field)) restore(found.field, one.value);
      return !found;
    });
    return pending() ? left : [];
  };
  const pending = () => document.querySelector("[data-part], [aria-busy], [data-clash]");  // after a clash the page comes again
  const restore = (f, value) => { if (f.type === "checkbox") f.checked = value; else f.value = value; };

  // -- the focus -------------------------------------------------------------------------------------------------------
  const spotted = (active, form, id) => {
    if (!active || active === document.body) return null;
    const own = active.form || active.closest("form");
    const item = active.closest("main li, main article");
    const list = item && item.parentElement;
    const group = within(active);
    return {
      active,
      id: id || active.id,
      form: own && same(own),
      sent: Boolean(own) && own === form,
      control: own && { name: active.name, value: active.matches("button") ? active.value : "", tag: active.tagName, at: [...own.querySelectorAll(CONTROLS)].indexOf(active) },
      shown: !folded(active),
      item: item && { at: [...list.children].indexOf(item), of: list.children.length, list: lists().get(list), control: [...item.querySelectorAll(CONTROLS)].indexOf(active) },
      group: group && groups().get(group),
      caret: active.matches("input, textarea") && active.selectionStart !== null ? [active.selectionStart, active.selectionEnd] : null,
    };
  };
  const settle = (spot) => {
    if (spot.active === document.activeElement && stays(spot.active) && !spot.sent) return;
    const found = fitting(spot);
    if (found) { waiting = null; go(found); return; }
    const group = find(groups(), spot.group);
    const fallback = go(heading(group));
    waiting = !group && pending() ? { spot, fallback } : null;
  };
  const fitting = (spot) => {
    const named = spot.id && document.getElementById(spot.id);
    if (named) return stays(named) ? named : beside(named);
    const list = spot.item && find(lists(), spot.item.list);
    if (spot.item && (!list || list.children.length < spot.item.of)) {
      return list && list.children.length ? list.children[Math.min(spot.item.at, list.children.length - 1)] : heading(find(groups(), spot.group));
    }
    const form = spot.form && all("form").find((f) => same(f) === spot.form);
    if (form) {
      const fields = [...form.querySelectorAll(FIELDS)];
      // What was added is there now: the next one can be typed.
      if (spot.sent && fields.some((f) => f.required && !f.value)) return fields[0];
      const { name, value, tag, at } = spot.control;
      const controls = [...form.querySelectorAll(CONTROLS)];
      const found = controls.find((c) => c.tagName === tag && c.name === name && name && (tag !== "BUTTON" || c.value === value)) || controls[at];
      if (found && !found.disabled) return shown(found, spot);
    }
    const item = list && list.children[spot.item.at];
    const found = item && [...item.querySelectorAll(CONTROLS)][spot.item.control];
    return item ? (stays(found) ? found : item) : null;
  };
  const shown = (e, spot) => {
    if (spot.shown) for (let d = e.closest("details"); d; d = d.parentElement.closest("details")) d.open = true;
    if (spot.caret && e.matches("input, textarea") && !spot.sent && e.setSelectionRange) try { e.setSelectionRange(...spot.caret); } catch { /* not every field has a caret */ }
    return e;
  };
  // A part of the page has come: what the focus was to go to may be in it.
  const again = () => {
    later = restored(later);
    if (!waiting) return;
    const { spot, fallback } = waiting;
    if (document.activeElement !== fallback && document.activeElement !== document.body) { waiting = null; return; }
    const found = fitting(spot);
    if (found) { waiting = null; go(found, true); }
  };

  // -- what was refused ------------------------------------------------------------------------------------------------
  const accepted = () => {
    all(".refused").forEach((e) => e.remove());
    all("[aria-describedby=refused]").forEach((e) => { e.removeAttribute("aria-invalid"); e.removeAttribute("aria-describedby"); });
  };
  const refused = (form, told) => {
    accepted();
    const alert = document.createElement("div");
    alert.id = "refused";
    alert.className = "alert refused";
    alert.setAttribute("role", "alert");
    form.append(alert);
    alert.append(...told);
    const active = document.activeElement;
    const fields = [...form.querySelectorAll(FIELDS)].filter((f) => !folded(f));
    const field = fields.includes(active) ? active : fields.find((f) => f.required) || fields.find(changes);
    if (field) {
      field.setAttribute("aria-invalid", "true");
      field.setAttribute("aria-describedby", "refused");
      field.focus();
    } else go(alert);
    alert.scrollIntoView({ block: "nearest" });
  };

  return { noted, unsaved, again, accepted, refused, go, beside };
})();
