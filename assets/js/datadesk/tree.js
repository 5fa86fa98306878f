/* The dialog of indicators: sectors, services, indicators with boxes to tick. Only what is open is
 * drawn, so a catalogue of a thousand indicators costs no more than its ten sectors. */
(function () {
  "use strict";
  const desk = (window.smupDesk = window.smupDesk || {});
  const smup = (window.smup = window.smup || {});
  const KEYS = ["obszar", "usluga", "ind"];
  const MOST = 100; // matching indicators drawn at once
  const answers = new Map();
  let state = null; // {dialog, words, sectors, open, words looked for, obszar, usluga, ind}

  async function load(path) {
    if (!answers.has(path)) {
      const response = await fetch(path, { headers: { Accept: "application/json" } });
      if (!response.ok) throw new Error(`${response.status} ${path}`);
      answers.set(path, (await response.json()).sectors);
    }
    return answers.get(path);
  }

  /* --- what is chosen ------------------------------------------------------------------------------- */

  const codesOf = (service) => service.indicators.map(([code]) => code);
  const count = (sector) => sector.services.reduce((sum, service) => sum + service.indicators.length, 0);

  /* A sector is on as a whole, or by its parts: "all", "some" or "". */
  function inSector(sector) {
    if (state.obszar.has(sector.code)) return "all";
    return together(sector.services.map((service) => inService(service, sector)));
  }

  function inService(service, sector) {
    if (state.obszar.has(sector.code) || state.usluga.has(service.code)) return "all";
    return together(codesOf(service).map((code) => (state.ind.has(code) ? "all" : "")));
  }

  function together(parts) {
    if (parts.length && parts.every((part) => part === "all")) return "all";
    return parts.some(Boolean) ? "some" : "";
  }

  const chosen = () => state.sectors.flatMap((sector) => sector.services.flatMap((service) =>
    (inService(service, sector) === "all" ? codesOf(service) : codesOf(service).filter((code) => state.ind.has(code)))));

  /* A part of something taken whole is left out: the rest stays, one by one. */
  function openSector(sector) {
    if (!state.obszar.delete(sector.code)) return;
    sector.services.forEach((service) => state.usluga.add(service.code));
  }

  function openService(service) {
    if (!state.usluga.delete(service.code)) return;
    codesOf(service).forEach((code) => state.ind.add(code));
  }

  function clearService(service) {
    state.usluga.delete(service.code);
    codesOf(service).forEach((code) => state.ind.delete(code));
  }

  function tick({ sector, service, code }, on) {
    if (!service) {
      sector.services.forEach(clearService);
      state.obszar.delete(sector.code);
      if (on) state.obszar.add(sector.code);
    } else if (!code) {
      openSector(sector);
      clearService(service);
      if (on) state.usluga.add(service.code);
    } else if (on) state.ind.add(code);
    else {
      openSector(sector);
      openService(service);
      state.ind.delete(code);
    }
  }

  /* --- drawing ---------------------------------------------------------------------------------------- */

  const rows = new WeakMap(); // of a box: what it stands for

  function line(item, name, note, status) {
    const row = smup.make("div", { className: "dd-wiersz" });
    const label = smup.make("label", {});
    const box = smup.make("input", { type: "checkbox", checked: status === "all" });
    box.indeterminate = status === "some";
    rows.set(box, item);
    label.append(box, smup.make("span", { textContent: name }));
    if (note) label.append(smup.make("small", { textContent: note }));
    row.append(label);
    return row;
  }

  function opening(key, name) {
    const on = state.open.has(key);
    const made = desk.button("", { rozwin: key }, desk.fill(on ? state.words.close : state.words.open, { name }), "dd-rozwin");
    made.setAttribute("aria-expanded", String(on));
    return made;
  }

  function list(items) {
    const made = smup.make("ul", { className: "cz" });
    made.append(...items);
    return made;
  }

  const item = (...parts) => {
    const made = smup.make("li", {});
    made.append(...parts);
    return made;
  };

  function sectorItem(sector) {
    const row = line({ sector }, sector.name, desk.plural(state.words.all_of, count(sector)), inSector(sector));
    row.classList.add("obszar");
    row.prepend(opening(sector.code, sector.name));
    if (!state.open.has(sector.code)) return item(row);
    return item(row, list(sector.services.map((service) => serviceItem(sector, service))));
  }

  function serviceItem(sector, service) {
    const key = `${sector.code}/${service.code}`;
    const row = line({ sector, service }, service.name,
      desk.plural(state.words.all_of, service.indicators.length), inService(service, sector));
    row.prepend(opening(key, service.name));
    if (!state.open.has(key)) return item(row);
    return item(row, list(service.indicators.map((one) => item(indicator(sector, service, one)))));
  }

  /* How complete an indicator is stands under its name, the same words as on its page. */
  function indicator(sector, service, [code, name, unit, coverage]) {
    const on = inService(service, sector) === "all" || state.ind.has(code);
    const made = line({ sector, service, code }, name, [unit, code].filter(Boolean).join(" · "), on ? "all" : "");
    made.querySelector("label").append(smup.make("small", { className: "dd-komp", textContent: coverage }));
    return made;
  }

  /* What contains every word written, in the name, code, service or sector. */
  function matching() {
    const words = desk.folded(state.query).split(/\s+/).filter(Boolean);
    return state.sectors.flatMap((sector) => sector.services.flatMap((service) =>
      service.indicators.filter(([code, name]) => {
        const text = desk.folded(`${name} ${code} ${service.name} ${sector.name}`);
        return words.every((word) => text.includes(word));
      }).map((one) => ({ sector, service, one }))));
  }

  function found() {
    const all = matching();
    const groups = new Map();
    all.slice(0, MOST).forEach(({ sector, service, one }) => {
      const key = `${sector.name} · ${service.name}`;
      if (!groups.has(key)) groups.set(key, []);
      groups.get(key).push(item(indicator(sector, service, one)));
    });
    const parts = [...groups].map(([name, items]) =>
      item(smup.make("p", { className: "dd-gdzie", textContent: name }), list(items)));
    const total = state.sectors.reduce((sum, sector) => sum + count(sector), 0);
    tell([all.length ? desk.fill(state.words.shown, { n: all.length, all: total }) : state.words.none,
      all.length > MOST ? desk.fill(state.words.rest, { n: MOST }) : ""].filter(Boolean).join(" · "));
    return parts;
  }

  const tell = (text) => { state.dialog.querySelector("[data-drzewo-ile]").textContent = text; };

  function draw() {
    const place = state.dialog.querySelector(".dane-drzewo");
    if (!state.query.trim()) tell("");
    const items = state.query.trim() ? found() : state.sectors.map(sectorItem);
    place.replaceChildren(list(items));
    counted();
  }

  /* The boxes follow what is chosen; nothing is drawn anew, so the focus stays. */
  function settle() {
    state.dialog.querySelectorAll(".dane-drzewo input").forEach((box) => {
      const { sector, service, code } = rows.get(box);
      const whole = service ? inService(service, sector) : inSector(sector);
      const status = code && whole !== "all" ? (state.ind.has(code) ? "all" : "") : whole;
      box.checked = status === "all";
      box.indeterminate = status === "some";
    });
    counted();
  }

  const counted = () => desk.say(state.dialog, desk.plural(state.words.chosen, chosen().length));

  function toggle(key) {
    if (state.open.has(key)) state.open.delete(key);
    else state.open.add(key);
    draw();
    const again = [...state.dialog.querySelectorAll("[data-rozwin]")].find((one) => one.dataset.rozwin === key);
    if (again) again.focus();
  }

  /* --- the dialog ------------------------------------------------------------------------------------- */

  desk.dialogs["data-indicators"] = {
    async open(dialog, words) {
      const query = desk.query();
      const open = state && state.dialog === dialog ? state.open : new Set();
      const before = Object.fromEntries(KEYS.map((key) => [key, new Set(desk.listOf(query, key))]));
      const mine = (state = { dialog, words, sectors: [], open, query: "", before, ...before });
      KEYS.forEach((key) => { state[key] = new Set(before[key]); });
      const field = dialog.querySelector("input[type=search]");
      field.value = "";
      field.focus();
      desk.say(dialog, words.loading);
      try {
        const sectors = await load(dialog.dataset.drzewo);
        if (state !== mine) return;
        state.sectors = sectors;
        draw();
      } catch {
        if (state === mine) desk.say(dialog, words.failed);
      }
    },
    use() {
      if (!state.sectors.length) return null;
      const lists = KEYS.map((key) => [key, [...state[key]].join(".")]);
      return (query) => lists.forEach(([key, value]) => desk.put(query, key, value));
    },
    clear() {
      KEYS.forEach((key) => state[key].clear());
      settle();
    },
  };

  document.addEventListener("change", (event) => {
    const what = state && event.target.closest(".dane-drzewo input") && rows.get(event.target);
    if (!what) return;
    tick(what, event.target.checked);
    settle();
  });

  document.addEventListener("input", (event) => {
    if (!state || event.target.id !== "data-tree-search") return;
    state.query = event.target.value;
    draw();
  });

  document.addEventListener("click", (event) => {
    const button = state && event.target.closest(".dane-drzewo [data-rozwin]");
    if (button) toggle(button.dataset.rozwin);
  });

  /* From the search to the list and along it by arrows, beside the tab key. */
  document.addEventListener("keydown", (event) => {
    const down = event.key === "ArrowDown";
    if (!state || !(down || event.key === "ArrowUp") || !state.dialog.contains(event.target)) return;
    const boxes = [...state.dialog.querySelectorAll(".dane-drzewo input")];
    const place = boxes.indexOf(event.target);
    if (place < 0 && event.target.id !== "data-tree-search") return;
    event.preventDefault();
    const next = boxes[place + (down ? 1 : -1)];
    if (next) next.focus();
    else if (!down) state.dialog.querySelector("input[type=search]").focus();
  });
})();
