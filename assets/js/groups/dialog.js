/* The dialog of an own group: opened by the last choice of the list of groups or by a button with
 * data-grupa-otworz; markup in layouts/components/groups.py. What is put together stays until it is
 * used or the tab is closed, so a dialog closed by mistake loses nothing. */
(function () {
  "use strict";
  const groups = (window.smupGroups = window.smupGroups || {});
  const smup = (window.smup = window.smup || {});
  const OPEN = "+";
  const OWN = "wlasna";
  let state = null; // of the open dialog: dialog, context, words, units, codes
  let opener = null;
  const drafts = new Map(); // what was put together and not used yet, by level and group of the address

  /* What the script of saved groups may ask and change. */
  const face = {
    part: (selector) => part(selector),
    say: (text) => say(text),
    draw: (renaming) => draw(renaming),
    words: () => state.words,
    level: () => state.context.level,
    dialog: () => state.dialog,
    codes: () => groups.others(state),
    replace: (codes) => { state.codes = new Set(codes); tidy(); draw(); },
  };

  const part = (selector) => state.dialog.querySelector(selector);
  const say = (text) => { part(".go-mowi").replaceChildren(text); };

  /* --- opening and closing ----------------------------------------------------------------------------- */

  const draftOf = ({ level, codes }) => `${level}|${codes.join(".")}`;

  const contextOf = (select) => ({ ...JSON.parse(select.dataset.own), store: select.dataset.store });

  async function open(select, from) {
    const dialog = document.querySelector("dialog[data-grupa]");
    if (!select || !dialog || dialog.open) return;
    const context = contextOf(select);
    const words = JSON.parse(dialog.dataset.words);
    opener = from;
    state = { dialog, context, words, units: new Map(), codes: new Set(drafts.get(draftOf(context)) || context.codes) };
    const picker = dialog.querySelector("[data-combobox]");
    picker.dataset.level = context.level;
    addFields(dialog);
    dialog.showModal();
    say("");
    draw();
    picker.querySelector("input").focus();
    try {
      state.units = await smup.loadUnits(context.units);
      tidy();
      draw();
      offerSets();
    } catch {
      say(words.failed);
    }
  }

  /* Codes of an address may be written in several ways; here each unit has the one of the level. */
  function tidy() {
    const { units, codes } = state;
    const six = new Map([...units.keys()].filter((code) => code.length === 7).map((code) => [code.slice(0, 6), code]));
    state.codes = new Set([...codes].map((code) => (units.has(code) ? code : six.get(code.slice(0, 6)) || code)));
  }

  /* React keeps the markup; the fields are the script's own, as in the search of a unit. */
  function addFields(dialog) {
    dialog.querySelectorAll(".wejscie[data-pole]").forEach((place) => {
      if (place.firstElementChild) return;
      const kind = place.dataset.pole;
      const field = document.createElement(kind === "codes" ? "textarea" : "input");
      field.id = place.dataset.id;
      if (kind === "codes") Object.assign(field, { rows: 5, spellcheck: false });
      if (kind === "file") Object.assign(field, { type: "file", accept: ".csv,.txt,text/csv,text/plain" });
      if (kind === "name") Object.assign(field, { type: "text", maxLength: 80, placeholder: place.dataset.placeholder, autocomplete: "off" });
      place.replaceChildren(field);
    });
  }

  function offerSets() {
    const { context, units } = state;
    const shown = {
      powiat: context.level === "gmina" && context.unit && inside(4).length > 1,
      wojewodztwo: context.level === "powiat" && context.unit && inside(2).length > 1,
      sasiedzi: context.unit && units.size > 1,
      najblizsze: context.unit && units.size > 1 && context.level !== "wojewodztwo",
    };
    state.dialog.querySelectorAll("[data-go=quick]").forEach((button) => {
      button.hidden = !shown[button.dataset.set];
    });
  }

  const inside = (digits) => [...state.units.keys()].filter((code) => code.startsWith(state.context.unit.slice(0, digits)));

  function closed() {
    if (!state) return;
    if (state.used) drafts.delete(draftOf(state.context));
    else drafts.set(draftOf(state.context), [...state.codes]);
    const back = opener && opener.isConnected ? opener : listOfGroups();
    state = null;
    opener = null;
    if (back) back.focus();
  }

  const listOfGroups = () => document.querySelector("select[data-own]");

  /* --- drawing --------------------------------------------------------------------------------------- */

  function draw(renaming) {
    const { words, context } = state;
    const count = groups.others(state).length + (context.unit ? 1 : 0);
    part(".go-ile").textContent = groups.plural(words.count[context.level], count);
    groups.drawChips(part(".go-chipy"), state);
    groups.drawSaved(part("[data-go-part=saved]"), state, renaming);
    part("[data-go=clear]").hidden = !groups.others(state).length;
  }

  /* Adds units as far as there is room; returns how many were new. What has no room is told. */
  function add(codes) {
    const { words } = state;
    const fresh = codes.filter((code) => code !== state.context.unit && !state.codes.has(code));
    const room = Math.max(0, words.limits.units - groups.others(state).length);
    fresh.slice(0, room).forEach((code) => state.codes.add(code));
    const left = fresh.length - Math.min(room, fresh.length);
    draw();
    if (left) {
      say(groups.fill(words.too_many, { most: words.limits.units, left: groups.plural(words.left_out, left) }));
    } else say(fresh.length ? groups.plural(words.added_units, fresh.length) : words.all_added);
    return fresh.length - left;
  }

  /* --- what the buttons do ---------------------------------------------------------------------------- */

  async function quick(name) {
    const { context, words } = state;
    if (name === "powiat" || name === "wojewodztwo") {
      add(inside(name === "powiat" ? 4 : 2));
      return;
    }
    try {
      const address = `/api/v1/units/${context.unit}/peers?level=${context.level}&kind=${name}`;
      const response = await fetch(address, { headers: { Accept: "application/json" } });
      if (!response.ok) throw new Error(`${response.status} ${address}`);
      const codes = (await response.json()).data.map((peer) => peer.unit);
      if (!state) return;
      if (codes.length) add(codes);
      else say(words.no_neighbours);
    } catch {
      if (state) say(words.failed);
    }
  }

  async function check() {
    const now = state;
    try {
      const result = await groups.resolve(part("textarea").value, now.context.level, now.units);
      if (state !== now) return;
      const already = result.codes.filter((code) => now.codes.has(code) || code === now.context.unit).length;
      const added = result.codes.length ? add(result.codes) : 0;
      if (!result.codes.length) say("");
      groups.drawResult(part(".go-wynik"), result, now, { added, already });
      part(".go-wynik").scrollIntoView({ block: "nearest" });
    } catch {
      if (state === now) say(now.words.failed);
    }
  }

  async function load(file) {
    const { words } = state;
    if (file.size > words.limits.bytes) {
      say(groups.fill(words.file_too_large, { name: file.name }));
      return;
    }
    try {
      const text = await groups.textOf(file);
      part("textarea").value = text;
      await check();
    } catch {
      say(groups.fill(words.file_failed, { name: file.name }));
    }
  }

  function use() {
    const { context, words, dialog } = state;
    const codes = groups.others(state);
    if (!codes.length) return say(words.needs_units);
    const own = codes.join(".");
    const linked = context.store === "view-group" && smup.linked && smup.linked.shown();
    state.used = true;
    dialog.close();
    if (linked) smup.linked.ask({ group: OWN, own });
    else lead({ group: OWN, own });
    refocus(codes.join(), 0);
    return undefined;
  }

  /* The answer draws the list of groups anew; the focus goes to the new one, if it is nowhere else. */
  function refocus(codes, tries) {
    const select = listOfGroups();
    const there = select && contextOf(select).codes.join() === codes;
    if (there && document.activeElement === document.body) select.focus({ preventScroll: true });
    if (!there && tries < 50) setTimeout(() => refocus(codes, tries + 1), 100);
  }

  /* The page of the same address with other keys. */
  function lead(changes) {
    const url = new URL(location.href);
    Object.entries(changes).forEach(([key, value]) => {
      if (value === null) url.searchParams.delete(key);
      else url.searchParams.set(key, value);
    });
    window.smupShell.go(url.href);
  }
  groups.lead = lead;

  function removeUnit(button) {
    const chips = [...state.dialog.querySelectorAll("[data-go=remove]")];
    const place = chips.indexOf(button);
    state.codes.delete(button.dataset.code);
    draw();
    const left = state.dialog.querySelectorAll("[data-go=remove]");
    const next = left[Math.min(place, left.length - 1)] || part("[data-combobox] input");
    next.focus();
  }

  const DO = {
    close: () => state.dialog.close(),
    quick: (button) => quick(button.dataset.set),
    check,
    clear: () => { state.codes = new Set(); draw(); part("[data-combobox] input").focus(); },
    use,
    remove: removeUnit,
  };

  /* --- events -------------------------------------------------------------------------------------------- */

  document.addEventListener("click", (event) => {
    const way = event.target.closest("[data-grupa-otworz]");
    if (way) {
      open(listOfGroups(), way);
      return;
    }
    if (!state) return;
    if (event.target === state.dialog) state.dialog.close(); // the ground around the dialog
    const button = event.target.closest("[data-go]");
    if (!button || !state.dialog.contains(button)) return;
    const what = DO[button.dataset.go] || groups.naming[button.dataset.go];
    what(button, face);
  });

  /* Before the listener that tells stores of a choice (controls.js), which must not hear of this one. */
  document.addEventListener("change", (event) => {
    const select = event.target.closest("select[data-own]");
    if (select && select.value === OPEN) {
      event.stopImmediatePropagation();
      select.value = select.dataset.before || [...select.options].find((one) => one.defaultSelected)?.value || select.options[0].value;
      open(select, select);
    }
    if (state && event.target.type === "file" && event.target.files[0]) {
      load(event.target.files[0]);
      event.target.value = "";
    }
  }, true);

  /* The choice before, to return to when the dialog is only opened. */
  document.addEventListener("focusin", (event) => {
    const select = event.target.closest("select[data-own]");
    if (select && select.value !== OPEN) select.dataset.before = select.value;
  });
  document.addEventListener("change", (event) => {
    const select = event.target.closest("select[data-own]");
    if (select && select.value !== OPEN) select.dataset.before = select.value;
  });

  document.addEventListener("smup:picked", (event) => {
    if (!state || !state.dialog.contains(event.target)) return;
    const { code, name } = event.detail;
    if (add([code])) say(groups.fill(state.words.added, { name }));
  });

  document.addEventListener("keydown", (event) => {
    if (!state) return;
    groups.namingKeys(event, face);
  });

  document.addEventListener("close", (event) => {
    if (state && event.target === state.dialog) closed();
  }, true);
})();
