/* Cost, quality and availability of one service: one state, linked pictures. The server sends a
 * record (smup/views/costs/triangle_rows.py); a picked unit, a brushed range, a chosen corner and the
 * order of the table are worked out here, without a request. The address has the picked unit, the pair,
 * the map and the order of the table.
 * Parts: linked-scatter.js, linked-map.js, linked-table.js; places.js shows the picked unit too.
 * Markup: layouts/cost_triangle.py. */
(function () {
  "use strict";
  const cost = (window.smupCost = window.smupCost || {});
  const COLUMNS = ["code", "name", "where", "cost", "low", "high", "quality", "availability",
    "deviation", "notes", "best", "worst"];
  const FIRST = { pair: 0, corner: null, box: null, map: "cost", sort: "cost", sign: 1, limit: 0 };
  const drawers = new Map(); // what draws a record, by its name
  let state = { ...FIRST };
  let shown = null; // the record with its rows as objects
  let picked = null;
  let fresh = true; // until the first record of a page has said what the address asks for

  const all = (selector) => [...document.querySelectorAll(`.koszt-trojkat ${selector}`)];

  /* --- what came --------------------------------------------------------------------------------- */

  function draw(values, id) {
    const drawer = values && drawers.get(id.name);
    if (drawer) requestAnimationFrame(() => drawer(values));
    return window.dash_clientside.no_update;
  }

  function take(record) {
    const rows = record.rows.map((cells, at) => ({
      ...Object.fromEntries(COLUMNS.map((name, place) => [name, cells[place]])), at,
    }));
    if (fresh) adopt(record);
    const pair = state.pair < record.pairs.length ? state.pair : 0;
    shown = { ...record, rows, byCode: new Map(rows.map((row) => [row.code, row])) };
    picked = record.sel;
    state = { ...state, pair, corner: null, box: null };
    window.smup.loadUnits(record.units_url).then((units) => {
      if (shown && shown.units_url === record.units_url) shown.units = units;
    }, () => {});
    refresh();
  }

  function adopt({ view, pairs, formats }) {
    fresh = false;
    const pair = Math.max(0, pairs.findIndex((one) => one.code === view.pair));
    const known = !["quality", "availability"].includes(view.sort) || formats[view.sort];
    const order = known ? { sort: view.sort, sign: view.sign } : {};
    state = { ...state, pair, map: view.map, ...order };
  }

  /* --- the state --------------------------------------------------------------------------------- */

  function change(changes) {
    if (!shown) return;
    state = { ...state, ...changes };
    if (["pair", "map", "sort", "sign"].some((key) => key in changes)) note();
    refresh();
  }

  function note() {
    const { names } = shown.view;
    const order = `${state.sign < 0 ? "-" : ""}${names[state.sort]}`;
    cost.note({
      para: state.pair ? shown.pairs[state.pair].code : null,
      mapa: state.map === FIRST.map ? null : names[state.map],
      porzadek: order === names[FIRST.sort] ? null : order,
    });
  }

  function pick(code) {
    picked = picked === code ? null : code;
    cost.note({ sel: picked });
    if (shown && document.querySelector(".koszt-trojkat")) refresh();
    document.dispatchEvent(new CustomEvent("smup:cost-picked", { detail: picked }));
  }

  /* Tells whether a unit is in the chosen corner and in the brushed range; null when all are. */
  function filter() {
    const pair = shown.pairs[state.pair];
    if (!pair || (state.corner === null && !state.box)) return null;
    const places = cost.placesOf(pair);
    return (code) => {
      const row = shown.byCode.get(code);
      if (!row) return false;
      if (state.corner !== null) return pair.corners[row.at] === state.corner;
      const [x, y] = places.get(code) || [NaN, NaN];
      const [x0, x1, y0, y1] = state.box;
      return x0 <= x && x <= x1 && y0 <= y && y <= y1;
    };
  }

  function refresh() {
    const keeps = filter();
    const view = { record: shown, state, picked, keeps };
    press("[data-linked-pair]", "linkedPair", String(state.pair));
    press("[data-linked-map]", "linkedMap", state.map);
    press("[data-linked-corner]", "linkedCorner", state.corner);
    all("[data-linked-below]").forEach((part) => {
      part.hidden = part.dataset.linkedBelow !== String(state.pair);
    });
    all("[data-linked-legend]").forEach((part) => {
      part.hidden = part.dataset.linkedLegend !== state.map;
    });
    cost.drawScatter(view);
    cost.drawMap(view);
    cost.drawTable(view);
    chips(view);
  }

  function press(selector, key, value) {
    all(selector).forEach((button) => button.setAttribute("aria-pressed", String(button.dataset[key] === value)));
  }

  /* Removable chips of what is filtered and picked. */
  function chips({ record }) {
    const place = all("[data-linked-chips]")[0];
    if (!place) return;
    const { make } = window.smup;
    const chip = (content, what) => {
      const button = make("button", { type: "button", textContent: "×" });
      button.dataset.linkedClear = what;
      button.setAttribute("aria-label", record.words.clear);
      return make("span", { className: "chip" }, content, button);
    };
    const pair = record.pairs[state.pair];
    const found = [];
    if (state.corner !== null && pair) found.push(chip(pair.words[state.corner], "range"));
    else if (state.box) found.push(chip(record.words.brushed, "range"));
    if (picked && picked !== record.mine) {
      const link = make("a", { href: cost.pageOf(record, picked), textContent: `${cost.nameOf(record, picked)}: ${record.words.page}` });
      found.push(chip(link, "sel"));
    }
    place.replaceChildren(...found);
  }

  cost.nameOf = function (record, code) {
    const row = record.byCode.get(code);
    const unit = record.units && record.units.get(code);
    return row ? row.name : unit ? unit.name : code;
  };

  /* The page of another unit; group and keys of the view go along. */
  cost.pageOf = function (record, code) {
    const query = new URLSearchParams(location.search);
    ["sel", "wynik", "dostep", "mniej", "oszczednosc", "oplata"].forEach((key) => query.delete(key));
    query.set("unit", code);
    return `${record.page.split("?")[0]}?${query}`;
  };

  /* --- what the reader does ------------------------------------------------------------------------ */

  document.addEventListener("click", (event) => {
    const target = event.target.closest(".koszt-trojkat [data-linked-pair], .koszt-trojkat [data-linked-map], "
      + ".koszt-trojkat [data-linked-corner], .koszt-trojkat [data-linked-clear], .koszt-trojkat [data-linked-zoom], "
      + ".koszt-trojkat [data-linked-sort], .koszt-trojkat [data-linked-more], [data-cost-pick]");
    if (!target) return;
    const data = target.dataset;
    if (data.costPick) pick(data.costPick);
    else if (!shown) return;
    else if (data.linkedPair) change({ pair: Number(data.linkedPair), corner: null, box: null });
    else if (data.linkedMap) change({ map: data.linkedMap });
    else if (data.linkedCorner) change({ corner: state.corner === data.linkedCorner ? null : data.linkedCorner, box: null, limit: 0 });
    else if (data.linkedClear === "range") change({ corner: null, box: null });
    else if (data.linkedClear === "sel") pick(picked);
    else if (data.linkedZoom) cost.zoomMap({ record: shown, picked }, data.linkedZoom);
    else if (data.linkedSort) change({ sort: data.linkedSort, sign: state.sort === data.linkedSort ? -state.sign : 1 });
    else if ("linkedMore" in data) change({ limit: state.limit + 1 });
  });

  document.addEventListener("smup:page", () => {
    state = { ...FIRST };
    shown = null;
    fresh = true;
  });

  window.addEventListener("resize", () => {
    if (shown && document.querySelector(".koszt-trojkat")) cost.fitScatter({ record: shown, state, picked, keeps: filter() });
  });

  drawers.set("linked", take);
  Object.assign(cost, { drawers, pick, change, picked: () => picked });
  window.dash_clientside = Object.assign({}, window.dash_clientside, { costLinked: { draw } });
})();
