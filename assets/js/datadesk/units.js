/* The dialog of units: what is chosen as chips, adding by search, by my unit and its group, by whole
 * areas, from the map (map.js) and from a list (list.js). Nothing changes the table until used. */
(function () {
  "use strict";
  const desk = (window.smupDesk = window.smupDesk || {});
  const smup = (window.smup = window.smup || {});
  const ID = "data-units";
  const OWN = "wlasna";
  const FIRST_CITY = 61; // digits of a powiat from which it is a city
  const MINE_ASKED = "data-mine-asked";
  const places = (desk.places = desk.places || {}); // what map and list may ask and change
  let state = null; // {dialog, words, level, query, lists, units, gdzie, mine, group, groups, open}
  let number = 0; // of the last question about my unit

  const part = (selector) => state.dialog.querySelector(selector);
  const element = (name, className, text) => smup.make(name, { className: className || "", textContent: text || "" });

  /* --- names ------------------------------------------------------------------------------------------- */

  /* A city with powiat rights is a powiat by its four digits. */
  function found(code) {
    const { gmina, powiat, wojewodztwo } = state.lists;
    return gmina.get(code) || powiat.get(code) || wojewodztwo.get(code);
  }

  places.name = function (code) {
    const unit = found(code);
    if (!unit) return code;
    if (code.length === 2) return desk.fill(state.words.voivodeship, { name: unit.name });
    return code.length === 4 && Number(code.slice(2)) < FIRST_CITY ? desk.fill(state.words.powiat, { name: unit.name }) : unit.name;
  };

  places.state = () => state;

  /* Whole areas are of higher levels than the units of the table. */
  const isArea = (code) => code.length < { gmina: 6, powiat: 4, wojewodztwo: 2 }[state.level];

  places.has = (code) => state.units.has(code) || state.gdzie.has(code)
    || [2, 4].some((digits) => code.length > digits && state.gdzie.has(code.slice(0, digits)));

  places.take = function (code, on, said) {
    const set = isArea(code) ? state.gdzie : state.units;
    if (on) set.add(code);
    else set.delete(code);
    draw();
    if (said !== false) desk.say(state.dialog, desk.fill(on ? state.words.taken : state.words.not_taken, { name: places.name(code) }));
  };

  /* --- chips ------------------------------------------------------------------------------------------- */

  function chip(text, data, mine) {
    const item = element("li", mine ? "chip moja" : "chip");
    if (mine) item.append(element("i", "romb"));
    item.append(text);
    if (mine) item.append(element("small", "", ` ${state.words.mine}`));
    const cross = desk.button("×", data, desk.fill(state.words.remove, { name: text }), " ");
    item.append(cross);
    return item;
  }

  function draw() {
    const { words, units, gdzie, mine } = state;
    const items = [];
    if (mine) items.push(chip(mine.name, { mine: "" }, true));
    const group = mine && state.groups.find((one) => one.kind === state.group);
    if (group) items.push(chip(`${group.label} (${group.n})`, { grupa: "" }));
    gdzie.forEach((code) => items.push(chip(desk.fill(words.all_of, { name: places.name(code) }), { kod: code })));
    units.forEach((code) => items.push(chip(places.name(code), { kod: code })));
    part(".go-ile").textContent = items.length ? String(items.length) : "";
    if (!items.length) items.push(element("li", "m pusto", words.empty));
    part(".go-chipy").replaceChildren(...items);
    areas();
    if (places.paint) places.paint();
  }
  places.draw = draw;

  function dropped(button) {
    const crosses = [...state.dialog.querySelectorAll(".go-chipy button")];
    const at = crosses.indexOf(button);
    if ("mine" in button.dataset) Object.assign(state, { mine: null, group: "", groups: [] });
    else if ("grupa" in button.dataset) state.group = "";
    else {
      state.units.delete(button.dataset.kod);
      state.gdzie.delete(button.dataset.kod);
    }
    draw();
    groupField();
    const left = state.dialog.querySelectorAll(".go-chipy button");
    (left[Math.min(at, left.length - 1)] || part("[data-combobox] input")).focus();
  }

  /* --- my unit and its group ----------------------------------------------------------------------------- */

  function askGroups(code) {
    number += 1;
    window.dash_clientside.set_props(MINE_ASKED, { data: { unit: code, level: state.level, id: number } });
  }

  function mine(answer) {
    if (!answer || !state || answer.asked !== number) return window.dash_clientside.no_update;
    state.mine = answer.unit;
    state.groups = answer.groups;
    if (state.group !== OWN && !answer.groups.some((one) => one.kind === state.group)) state.group = "";
    draw();
    groupField();
    return answer.asked;
  }

  function groupField() {
    const place = part(".dane-moja");
    if (!state.mine) {
      place.replaceChildren();
      return;
    }
    const { words } = state;
    const select = smup.make("select", { id: "data-units-group", className: "wyb" });
    const option = (value, text) => select.append(smup.make("option", { value, textContent: text, selected: value === state.group }));
    option("", words.no_group);
    state.groups.forEach((one) => option(one.kind, `${one.label} (${one.n})`));
    const label = smup.make("label", { htmlFor: select.id, textContent: `${words.group_label}: ${state.mine.name}` });
    place.replaceChildren(label, select);
  }

  /* --- whole voivodeships and powiats ---------------------------------------------------------------------- */

  function areaRow(code, name) {
    const row = element("div", "dd-wiersz");
    const label = smup.make("label", {});
    const box = smup.make("input", { type: "checkbox", checked: state.gdzie.has(code) });
    box.dataset.kod = code;
    label.append(box, smup.make("span", { textContent: name }));
    row.append(label);
    return row;
  }

  function areas() {
    const place = part("[data-obszary]");
    place.hidden = state.level === "wojewodztwo";
    if (place.hidden || !state.lists.powiat.size) return;
    const focus = document.activeElement.dataset ? document.activeElement.dataset.kod : null;
    const inside = place.contains(document.activeElement);
    const list = smup.make("ul", { className: "cz" });
    state.lists.wojewodztwo.forEach((unit, code) => list.append(voivodeship(unit, code)));
    const box = place.querySelector(".dane-obszary");
    const top = box.scrollTop;
    box.replaceChildren(list);
    box.scrollTop = top;
    if (inside && focus) box.querySelector(`input[data-kod="${focus}"]`).focus({ preventScroll: true });
  }

  function voivodeship(unit, code) {
    const item = smup.make("li", {});
    const row = areaRow(code, unit.name);
    item.append(row);
    if (state.level !== "gmina") return item;
    const open = state.open.has(code);
    const button = desk.button("", { rozwin: code }, desk.fill(open ? state.words.close : state.words.open, { name: unit.name }), "dd-rozwin");
    button.setAttribute("aria-expanded", String(open));
    row.prepend(button);
    if (!open) return item;
    const list = smup.make("ul", { className: "cz" });
    state.lists.powiat.forEach((one, key) => {
      if (!key.startsWith(code)) return;
      const line = smup.make("li", {});
      line.append(areaRow(key, one.name));
      list.append(line);
    });
    item.append(list);
    return item;
  }

  /* --- the dialog --------------------------------------------------------------------------------------------- */

  async function open(dialog, words) {
    const query = desk.query();
    const level = (desk.data() || {}).level || "gmina";
    const empty = { gmina: new Map(), powiat: new Map(), wojewodztwo: new Map() };
    const now = (state = {
      dialog, words, level, lists: empty, mine: null, groups: [], group: query.get("group") || "",
      units: new Set(desk.listOf(query, "units")), gdzie: new Set(desk.listOf(query, "gdzie")), open: new Set(),
    });
    dialog.querySelectorAll("[data-combobox]").forEach((one) => { one.dataset.level = level; });
    dialog.querySelector(".go-wynik").replaceChildren();
    groupField();
    dialog.querySelector("[data-combobox] input").focus();
    desk.say(dialog, words.loading);
    const paths = JSON.parse(dialog.dataset.listy);
    try {
      const names = Object.keys(paths);
      const lists = await Promise.all(names.map((name) => smup.loadUnits(paths[name])));
      if (state !== now) return;
      state.lists = Object.fromEntries(names.map((name, place) => [name, lists[place]]));
      desk.say(dialog, "");
      draw();
      if (query.get("unit")) askGroups(query.get("unit"));
      if (places.map) places.map();
    } catch {
      if (state === now) desk.say(dialog, words.failed);
    }
  }

  desk.dialogs[ID] = {
    open,
    use() {
      const { units, gdzie, mine: own, group } = state;
      return (query) => {
        desk.put(query, "units", [...units].join("."));
        desk.put(query, "gdzie", [...gdzie].join("."));
        desk.put(query, "unit", own ? own.code : "");
        desk.put(query, "group", own ? group : "");
        if (!own || group !== OWN) query.delete("own");
        if (!own || group !== "najblizsze") query.delete("w");
      };
    },
    clear() {
      state.units.clear();
      state.gdzie.clear();
      Object.assign(state, { mine: null, group: "", groups: [] });
      groupField();
      draw();
    },
  };

  document.addEventListener("smup:picked", (event) => {
    if (!state || !state.dialog.contains(event.target)) return;
    const { code, name } = event.detail;
    if (event.target.dataset.combobox === `${ID}-mine`) {
      state.group = state.group || "podobne";
      askGroups(code);
    } else {
      places.take(code, true, false);
      desk.say(state.dialog, desk.fill(state.words.added, { name }));
    }
  });

  document.addEventListener("change", (event) => {
    if (!state || !state.dialog.contains(event.target)) return;
    if (event.target.id === "data-units-group") {
      state.group = event.target.value;
      draw();
    } else if (event.target.closest(".dane-obszary")) places.take(event.target.dataset.kod, event.target.checked);
  });

  document.addEventListener("click", (event) => {
    if (!state || !state.dialog.contains(event.target)) return;
    const cross = event.target.closest(".go-chipy button");
    const toggle = event.target.closest(".dane-obszary [data-rozwin]");
    if (cross) dropped(cross);
    if (toggle) {
      const code = toggle.dataset.rozwin;
      if (!state.open.delete(code)) state.open.add(code);
      areas();
      part(`.dane-obszary [data-rozwin="${code}"]`).focus({ preventScroll: true });
    }
  });

  window.dash_clientside = Object.assign({}, window.dash_clientside, {
    datadesk: Object.assign({}, window.dash_clientside && window.dash_clientside.datadesk, { mine }),
  });
})();
