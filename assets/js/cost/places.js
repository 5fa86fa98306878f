/* Places of the units of a group: a row with an interval for each unit. Order, axis and words are the
 * server's (smup/views/costs/places_words.py). Markup: layouts/cost_places.py. */
(function () {
  "use strict";
  const cost = (window.smupCost = window.smupCost || {});
  const COLUMNS = { miejsce: [2, 2, 3], koszt: [4, 5, 6], odchylenie: [7, 8, 9] };
  const LABEL_INSIDE = 80; // percent of the width from which a label stands left of its bar
  let record = null;
  let mode = null; // null until the record of a page says it
  let shownRows = 0; // 0: those around my unit; else so many from the first
  const make = (...parts) => window.smup.make(...parts);

  const one = (selector) => document.querySelector(`.koszt-miejsca ${selector}`);
  const all = (selector) => [...document.querySelectorAll(`.koszt-miejsca ${selector}`)];

  function take(values) {
    record = values;
    if (mode === null) mode = record.mode;
    if (!record.modes[mode]) mode = Object.keys(record.modes)[0];
    draw();
  }

  /* --- texts --------------------------------------------------------------------------------------- */

  const number = (value, signed) => {
    const digits = mode === "koszt" ? record.decimals : 0;
    const sign = signed && value > 0 ? "+" : "";
    return `${sign}${window.smup.number(value, digits, record.lang, true)}`;
  };

  function textOf([value, low, high]) {
    if (mode === "miejsce") return low === high ? String(low) : `${low}–${high}`;
    const percent = mode === "odchylenie";
    return percent ? `${number(value, true)}%` : number(value);
  }

  function rangeOf([, low, high]) {
    if (mode === "miejsce" || low === null || low === high) return "";
    const percent = mode === "odchylenie";
    return percent ? ` (${number(low, true)}% – ${number(high, true)}%)` : ` (${number(low)}–${number(high)})`;
  }

  /* --- drawing --------------------------------------------------------------------------------------- */

  const share = (value) => {
    const { low, high } = record.modes[mode];
    return Math.max(0, Math.min(100, (100 * (value - low)) / (high - low)));
  };

  function put(node, left, width) {
    node.style.left = `${left.toFixed(2)}%`;
    if (width !== undefined) node.style.width = `${width.toFixed(2)}%`;
    return node;
  }

  function track(cells) {
    const [value, low, high] = COLUMNS[mode].map((column) => cells[column]);
    const box = make("span", { className: "tor" });
    const [left, right] = [low ?? value, high ?? value].map(share);
    box.append(put(make("i", { className: "zakres-m" }), left, right - left));
    const point = mode === "miejsce" ? null : share(value);
    if (point !== null) box.append(put(make("i", { className: "kropka-m" }), point));
    const label = make("b", { textContent: textOf([value, low, high]) });
    const hidden = rangeOf([value, low, high]);
    if (hidden) label.append(make("span", { className: "vh", textContent: hidden }));
    const end = Math.max(right, point ?? right);
    if (end > LABEL_INSIDE) {
      label.className = "w-lewo";
      label.style.right = `${(100 - Math.min(left, point ?? left)).toFixed(2)}%`;
    } else label.style.left = `${end.toFixed(2)}%`;
    box.append(label);
    return box;
  }

  function row(cells) {
    const [code, name] = cells;
    const button = make("button", { type: "button", className: "wiersz", textContent: name, title: name });
    button.dataset.costPick = code;
    button.setAttribute("aria-pressed", String(cost.picked() === code));
    button.setAttribute("aria-label", record.words.pick.replace("{name}", name));
    const kind = code === record.mine ? "ja" : cost.picked() === code ? "wyr" : "";
    return make("li", { className: kind }, button, track(cells));
  }

  function gap(n) {
    return make("li", { className: "przerwa-m m", textContent: record.words.gap.replace("{n}", n) });
  }

  function axis() {
    const { ticks, line, ends } = record.modes[mode];
    const top = make("div", { className: "konce m" }, make("span", { textContent: `← ${ends[0]}` }), make("span", { textContent: `${ends[1]} →` }));
    const grid = make("div", { className: "siatka-m" });
    const foot = make("div", { className: "os-m" });
    ticks.forEach(([value]) => grid.append(put(make("i"), share(value))));
    if (line !== null) grid.append(put(make("i", { className: "mediana" }), share(line)));
    ticks.forEach(([value, text], at) => {
      const tick = put(make("span", { textContent: text }), share(value));
      if (share(value) > 96) tick.className = "koniec";
      else if (at === 0 && share(value) < 4) tick.className = "poczatek";
      foot.append(tick);
    });
    [top, grid, foot].forEach((part) => part.setAttribute("aria-hidden", "true"));
    return { top, grid, foot };
  }

  function indexesShown() {
    const { order, short } = record.modes[mode];
    if (!shownRows) {
      const picked = order.findIndex((place) => record.rows[place][0] === cost.picked());
      return picked < 0 || short.includes(picked) ? short : [...short, picked].sort((a, b) => a - b);
    }
    return order.slice(0, shownRows).map((_, place) => place);
  }

  function listed() {
    const { order } = record.modes[mode];
    const places = indexesShown();
    const list = make("ol", { className: "cz" });
    places.forEach((place, at) => {
      const before = at ? places[at - 1] : place - 1;
      if (place - before > 1 && !shownRows) list.append(gap(place - before - 1));
      list.append(row(record.rows[order[place]]));
    });
    const mine = order.findIndex((place) => record.rows[place][0] === record.mine);
    if (shownRows && mine >= shownRows) list.append(gap(mine - shownRows), row(record.rows[order[mine]]));
    return list;
  }

  function draw() {
    const place = one("[data-places-rows]");
    if (!place || !record) return;
    const focused = place.contains(document.activeElement) ? document.activeElement.dataset.costPick : null;
    const { top, grid, foot } = axis();
    place.replaceChildren(top, make("div", { className: "wiersze-m" }, grid, listed()), foot);
    if (focused) {
      const same = place.querySelector(`[data-cost-pick="${CSS.escape(focused)}"]`);
      if (same) same.focus({ preventScroll: true });
    }
    all("[data-places-mode]").forEach((button) => button.setAttribute("aria-pressed", String(button.dataset.placesMode === mode)));
    all("[data-places-note]").forEach((note) => { note.hidden = note.dataset.placesNote !== mode; });
    count();
  }

  function count() {
    const n = record.modes[mode].order.length;
    const shown = Math.min(n, shownRows || indexesShown().length);
    const rule = new Intl.PluralRules(record.lang).select(shown);
    const forms = record.words.shown;
    const form = { one: 0, few: 1 }[rule] ?? forms.length - 1;
    one("[data-places-shown]").textContent = forms[Math.min(form, forms.length - 1)]
      .replace("{shown}", shown).replace("{n}", n).replace("{units}", record.words.units);
    const button = one("[data-places-more]");
    button.hidden = record.modes[mode].short.length >= n;
    button.textContent = !shownRows ? record.words.all.replace("{n}", Math.min(n, record.page))
      : shownRows >= n ? record.words.fewer : record.words.more;
  }

  /* --- what the reader does ---------------------------------------------------------------------------- */

  function more() {
    const n = record.modes[mode].order.length;
    shownRows = shownRows >= n ? 0 : Math.min(n, shownRows + record.page);
    draw();
  }

  document.addEventListener("click", (event) => {
    const target = event.target.closest(".koszt-miejsca [data-places-mode], .koszt-miejsca [data-places-more]");
    if (!target || !record) return;
    if ("placesMore" in target.dataset) more();
    else {
      mode = target.dataset.placesMode;
      cost.note({ miejsca: mode === Object.keys(record.modes)[0] ? null : mode });
      draw();
    }
  });

  document.addEventListener("smup:cost-picked", draw);

  document.addEventListener("smup:page", () => {
    mode = null;
    shownRows = 0;
    record = null;
  });

  cost.drawers.set("places", take);
})();
