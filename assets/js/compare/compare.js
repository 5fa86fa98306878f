/* The comparison: every change is a question to the server, whose answer is drawn and written to the
 * address. An element says what it changes by data-cmp (JSON of keys of the address; null takes a
 * key out), data-cmp-key (a list of choices), data-cmp-view (a tab), data-cmp-ind (an indicator).
 * Markup: layouts/compare*.py. */
(function () {
  "use strict";
  const ASKED = "compare-asked";
  const PREFIX = "compare";
  const NARROW = 576;
  const STEPS = { ArrowRight: 1, ArrowLeft: -1 };
  const compare = (window.smupCompare = window.smupCompare || {});
  let now = null; // what the server said it shows
  let asked = null; // the query it was asked for last
  let waiting = false;
  let focused = null;

  const byId = (id) => document.getElementById(id);
  const nothing = () => window.dash_clientside.no_update;

  /* --- asking ------------------------------------------------------------------------------------- */

  function ask(changes) {
    if (!now) return;
    const query = new URLSearchParams(asked === null ? now.query : asked);
    Object.entries(changes).forEach(([key, value]) => {
      if (value === null || value === "") query.delete(key);
      else query.set(key, value);
    });
    const text = query.toString();
    if (text === asked) return;
    asked = text;
    focused = document.activeElement && document.activeElement.id;
    waiting = true;
    byId("compare-panel").setAttribute("aria-busy", "true");
    window.dash_clientside.set_props(ASKED, { data: text });
  }

  function say(text) {
    const place = byId("compare-said");
    if (place) place.textContent = text;
  }

  /* --- what came ------------------------------------------------------------------------------------ */

  function writeAddress() {
    const kept = new URLSearchParams(location.search).get("projektor");
    const all = [now.query, kept ? `projektor=${encodeURIComponent(kept)}` : ""].filter(Boolean).join("&");
    const address = `${location.pathname}${all ? `?${all}` : ""}${location.hash}`;
    if (address !== location.pathname + location.search + location.hash) history.replaceState(history.state, "", address);
    document.querySelectorAll(".porownanie [data-address-shown]").forEach((line) => {
      line.textContent = location.href;
    });
  }

  function showTabs() {
    document.querySelectorAll("[data-cmp-view]").forEach((tab) => {
      const on = tab.dataset.cmpView === now.view;
      tab.setAttribute("aria-selected", String(on));
      tab.tabIndex = on ? 0 : -1;
      if (on) byId("compare-panel").setAttribute("aria-labelledby", tab.id);
    });
  }

  function showControls() {
    document.querySelectorAll("[data-cmp-ind]").forEach((button) => {
      button.setAttribute("aria-pressed", String(now.ind.includes(button.dataset.cmpInd)));
    });
    document.querySelectorAll("[data-cmp-key]").forEach((select) => {
      const chosen = [...select.options].find((option) => option.defaultSelected);
      if (chosen) select.value = chosen.value;
    });
    const search = document.querySelector(`[data-field="${PREFIX}-add-field"]`);
    if (search) search.dataset.level = now.level;
    if (window.smupYears && now.year) window.smupYears.set(`${PREFIX}-year`, now.year);
  }

  /* A redrawn button is a new element: the focus returns to the one of the same id, or to the panel. */
  function keepFocus() {
    if (!focused || (document.activeElement && document.activeElement !== document.body)) return;
    const same = byId(focused);
    const instead = focused.startsWith("compare-drop-") || focused.startsWith("compare-offer-") ? byId("compare-add-field") : byId("compare-panel");
    const target = same || instead;
    if (!target) return;
    if (!same && target.id === "compare-panel") target.tabIndex = -1;
    target.focus({ preventScroll: true });
  }

  function shown(data) {
    if (!data) return nothing();
    now = data;
    asked = null;
    waiting = false;
    requestAnimationFrame(() => {
      const panel = byId("compare-panel");
      if (!panel) return;
      panel.removeAttribute("aria-busy");
      writeAddress();
      showTabs();
      showControls();
      adopt();
      keepFocus();
      document.dispatchEvent(new CustomEvent("smup:compared", { detail: data }));
    });
    return data.query;
  }

  /* --- the picture ----------------------------------------------------------------------------------- */

  let drawn = null;

  const widthNow = () => (window.innerWidth < NARROW ? "narrow" : "wide");

  function draw(figures) {
    drawn = figures;
    compare.words = figures ? figures.words : null;
    if (!figures) return nothing();
    compare.width = widthNow();
    const figure = figures[compare.width];
    const place = byId("compare-graph");
    if (place) {
      place.setAttribute("role", "img");
      place.setAttribute("aria-label", `${figures.words.label}. ${figures.words.text}`);
    }
    requestAnimationFrame(watchPlot);
    return figure;
  }

  window.addEventListener("resize", () => {
    if (!drawn || !byId("compare-graph") || widthNow() === compare.width) return;
    window.dash_clientside.set_props("compare-graph", { figure: draw(drawn) });
  });

  /* A grey line is dark while the pointer is on it. */
  function watchPlot() {
    const plot = document.querySelector("#compare-graph .js-plotly-plot");
    if (!plot || !plot.on || plot.smupCompare) return;
    plot.smupCompare = true;
    const GREY = "#7C93A3";
    let lit = null;
    const paint = (at, colour, width) =>
      window.Plotly.restyle(plot, { "line.color": colour, "line.width": width, "marker.color": colour }, [at]);
    plot.on("plotly_hover", (event) => {
      const at = event.points[0].curveNumber;
      const line = plot.data[at].line;
      if (!now || !["lines", "places"].includes(now.view) || !line || line.color !== GREY || lit !== null) return;
      lit = { at, width: line.width };
      paint(at, "#10243A", 3);
    });
    plot.on("plotly_unhover", () => {
      if (!lit) return;
      paint(lit.at, GREY, lit.width);
      lit = null;
    });
  }

  const codeOf = (point) => (Array.isArray(point.customdata) ? null : point.customdata);

  let seen = { unit: null, group: null };

  function brushed(selected, clicked, unit, group) {
    const trigger = (window.dash_clientside.callback_context.triggered[0] || {}).prop_id || "";
    if (trigger === "compare-graph.selectedData" && selected && selected.range && now.view === "scatter") {
      const { x, y } = selected.range;
      if (x && y) ask({ box: [...sorted(x), ...sorted(y)].map(rounded).join("_") });
    } else if (trigger === "compare-graph.clickData" && clicked) {
      const code = codeOf(clicked.points[0]);
      if (code && now.units.includes(code)) ask({ sel: new URLSearchParams(now.query).get("sel") === code ? null : code });
    } else if (trigger === "compare-unit.data" && unit && unit.code && unit !== seen.unit) {
      seen.unit = unit;
      ask({ unit: unit.code, sel: null, box: null });
    } else if (trigger === "compare-group.data" && group && group !== "+") {
      ask({ group: group === "podobne" ? null : group, box: null });
    }
    return nothing();
  }

  const sorted = (ends) => ends.slice().sort((a, b) => a - b);
  const rounded = (number) => String(Number(Number(number).toPrecision(6)));

  /* --- controls ------------------------------------------------------------------------------------- */

  function viewOf(tab) {
    return tab.dataset.cmpView === "table" ? null : tab.dataset.cmpView;
  }

  function choose(tab) {
    tab.focus();
    ask({ view: viewOf(tab) });
  }

  function toggle(button) {
    const code = button.dataset.cmpInd;
    const most = Number(byId("compare-picker").dataset.most);
    const on = now.ind.includes(code);
    const codes = on ? now.ind.filter((one) => one !== code) : [...now.ind, code];
    if (!codes.length || codes.length > most) return;
    const state = new URLSearchParams(now.query);
    const gone = ["x", "y"].filter((key) => state.get(key) === code).map((key) => [key, null]);
    ask({ ind: codes.join("."), ...(on ? Object.fromEntries(gone) : {}), sort: null });
  }

  function add(unit) {
    const { full, absent, added, most } = byId("compare-said").dataset;
    if (now.units.includes(unit.code)) return say(absent);
    if (now.units.length >= Number(most)) return say(full);
    say(added.replace("{name}", unit.name));
    return ask({ units: [...now.units, unit.code].join(".") });
  }

  function paste() {
    const field = document.querySelector("[data-cmp-codes] textarea");
    const codes = [...new Set(field.value.match(/\d{2,7}/g) || [])].filter((code) => [2, 4, 6, 7].includes(code.length));
    if (!codes.length) return say(byId("compare-said").dataset.none);
    say("");
    return ask({ units: codes.slice(0, 5000).join(".") });
  }

  function applyBox() {
    const fields = [...document.querySelectorAll("[data-cmp-box] input")];
    const numbers = fields.map((input) => Number(input.value.replace(/\s/g, "").replace(",", ".").replace("\u2212", "-")));
    if (fields.some((input) => !input.value.trim()) || numbers.some((number) => !Number.isFinite(number))) {
      fields.find((input) => !input.value.trim() || !Number.isFinite(Number(input.value.replace(",", ".")))).focus();
      return;
    }
    ask({ box: [...sorted(numbers.slice(0, 2)), ...sorted(numbers.slice(2))].map(rounded).join("_") });
  }

  document.addEventListener("click", (event) => {
    if (!now || !event.target.closest(".porownanie")) return;
    const tab = event.target.closest("[data-cmp-view]");
    const indicator = event.target.closest("[data-cmp-ind]");
    const any = event.target.closest("[data-cmp]");
    if (tab) choose(tab);
    else if (indicator) toggle(indicator);
    else if (event.target.closest("[data-cmp-paste]")) paste();
    else if (event.target.closest("[data-cmp-apply]")) applyBox();
    else if (any) {
      if (any.dataset.cmpSaid) say(any.dataset.cmpSaid);
      ask(JSON.parse(any.dataset.cmp));
    }
  });

  document.addEventListener("keydown", (event) => {
    const tab = event.target.closest("[data-cmp-view]");
    if (!tab) return;
    const tabs = [...document.querySelectorAll("[data-cmp-view]")];
    const at = tabs.indexOf(tab);
    const next = event.key === "Home" ? 0 : event.key === "End" ? tabs.length - 1
      : event.key in STEPS ? (at + STEPS[event.key] + tabs.length) % tabs.length : null;
    if (next === null) return;
    event.preventDefault();
    choose(tabs[next]);
  });

  document.addEventListener("change", (event) => {
    const select = event.target.closest("[data-cmp-key]");
    if (select) ask({ [select.dataset.cmpKey]: select.value, box: null });
  });

  document.addEventListener("smup:picked", (event) => {
    if (now && event.target.closest(".porownanie") && !event.target.closest("dialog")) add(event.detail);
  });

  document.addEventListener("smup:year", (event) => {
    const { id, year, resting } = event.detail;
    if (id !== `${PREFIX}-year` || !now || year === now.year || (waiting && !resting)) return;
    ask({ year });
  });

  /* --- fields, which are the script's own: React keeps the places --------------------------------------- */

  function adopt() {
    /* On a phone the view comes first: what is compared is one tap away. */
    document.querySelectorAll("[data-cmp-what]").forEach((part) => {
      if (part.smupSeen) return;
      part.smupSeen = true;
      if (window.innerWidth < NARROW && now.units.length) part.open = false;
    });
    document.querySelectorAll("[data-cmp-codes]").forEach((place) => {
      if (place.firstElementChild) return;
      const field = document.createElement("textarea");
      Object.assign(field, { id: place.dataset.cmpCodes, rows: 4, spellcheck: false });
      place.append(field);
    });
    document.querySelectorAll("[data-cmp-box]").forEach((place) => {
      let input = place.querySelector("input");
      if (!input) {
        input = document.createElement("input");
        Object.assign(input, { type: "text", inputMode: "decimal", autocomplete: "off" });
        place.append(input);
      }
      if (document.activeElement !== input) input.value = place.dataset.value;
    });
  }

  compare.now = () => now;
  window.dash_clientside = window.dash_clientside || {};
  window.dash_clientside.compare = { shown, draw, brushed };
})();
