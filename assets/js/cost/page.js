/* The page of the cost of a service: every change is a question to the server, whose answer is drawn
 * and written to the address. An element says what it changes by data-cost (JSON of keys of the
 * address; null takes a key out) or data-cost-key (a list of choices).
 * Markup: layouts/cost*.py; keys and numbers to type: keys.js and fields.js. */
(function () {
  "use strict";
  const ASKED = "cost-asked";
  const PREFIX = "cost";
  const cost = (window.smupCost = window.smupCost || {});
  let now = null; // what the server said it shows
  let asked = null; // the query it was asked for last
  let noted = {}; // what was noted while an answer was awaited, which does not know of it
  let focused = null; // the control last focused, found again after an answer has replaced it
  let opened = new Set(); // details that the reader has opened

  const byId = (id) => document.getElementById(id);
  const nothing = () => window.dash_clientside.no_update;

  /* --- asking --------------------------------------------------------------------------------- */

  function ask(changes) {
    if (!now) return;
    const before = asked === null ? now.query : asked;
    const query = new URLSearchParams(before);
    Object.entries(changes).forEach(([key, value]) => {
      if (value === null || value === "") query.delete(key);
      else query.set(key, value);
    });
    const text = query.toString();
    if (text === new URLSearchParams(before).toString()) return;
    asked = text;
    document.documentElement.classList.add("laduje");
    window.dash_clientside.set_props(ASKED, { data: text });
  }

  /* What the browser shows by itself, such as a picked unit, goes to the address without a question. */
  function note(changes) {
    if (!now) return;
    const query = new URLSearchParams(now.query);
    Object.entries(changes).forEach(([key, value]) => {
      if (value === null || value === "") query.delete(key);
      else query.set(key, value);
    });
    now = { ...now, query: query.toString() };
    if (asked === null) writeAddress();
    else Object.assign(noted, changes);
  }

  function selectorOf(element) {
    if (element.id) return `#${CSS.escape(element.id)}`;
    const own = element.dataset.cost;
    return own ? `[data-cost="${CSS.escape(own)}"]` : null;
  }

  document.addEventListener("focusin", (event) => {
    focused = event.target.closest(".koszt") ? event.target : null;
  });

  document.addEventListener("click", (event) => {
    const any = event.target.closest(".koszt [data-cost]");
    if (!any || any.getAttribute("aria-disabled") === "true") return;
    event.preventDefault();
    ask(JSON.parse(any.dataset.cost));
  });

  document.addEventListener("change", (event) => {
    const select = event.target.closest(".koszt [data-cost-key]");
    if (select) ask({ [select.dataset.costKey]: select.value });
  });

  document.addEventListener("smup:year", (event) => {
    const { id, year, resting } = event.detail;
    if (id !== `${PREFIX}-year` || !now || !resting || year === now.year) return;
    ask({ year });
  });

  /* Unit and group of the context bar; a choice of a list that was drawn anew is no new choice. */
  let seen = null;

  function bar(unit, group) {
    const trigger = (window.dash_clientside.callback_context.triggered[0] || {}).prop_id || "";
    if (trigger === `${PREFIX}-unit.data` && unit && unit !== seen) {
      seen = unit;
      ask({ unit: unit.code || null, sel: null, mniej: null, oszczednosc: null, oplata: null });
    } else if (trigger === `${PREFIX}-group.data` && group && group !== "+") ask({ group });
    return nothing();
  }

  document.addEventListener("toggle", (event) => {
    const key = event.target.dataset && event.target.dataset.keep;
    if (!key || !event.target.closest(".koszt")) return;
    if (event.target.open) opened.add(key);
    else opened.delete(key);
  }, true);

  /* --- what came --------------------------------------------------------------------------------- */

  function writeAddress() {
    const kept = new URLSearchParams(location.search).get("projektor");
    const all = [now.query, kept ? `projektor=${encodeURIComponent(kept)}` : ""].filter(Boolean).join("&");
    const address = `${location.pathname}${all ? `?${all}` : ""}${location.hash}`;
    if (address !== location.pathname + location.search + location.hash) history.replaceState(history.state, "", address);
    document.querySelectorAll(".koszt [data-address-shown]").forEach((line) => {
      line.textContent = location.href;
    });
  }

  function restore() {
    document.querySelectorAll(".koszt details[data-keep]").forEach((details) => {
      if (opened.has(details.dataset.keep)) details.open = true;
    });
    const lost = focused && !focused.isConnected && selectorOf(focused);
    const target = lost && document.querySelector(lost);
    if (target && (!document.activeElement || document.activeElement === document.body)) {
      target.focus({ preventScroll: true });
    }
  }

  function shown(data) {
    if (!data) return nothing();
    now = data;
    asked = null;
    const late = noted;
    noted = {};
    if (Object.keys(late).length) note(late);
    document.documentElement.classList.remove("laduje");
    requestAnimationFrame(() => {
      if (!document.querySelector(".koszt")) return;
      writeAddress();
      if (window.smupYears && now.year) window.smupYears.set(`${PREFIX}-year`, now.year);
      restore();
      document.dispatchEvent(new CustomEvent("smup:cost", { detail: data }));
    });
    return data.query;
  }

  document.addEventListener("smup:page", () => {
    opened = new Set();
  });

  /* --- pictures ------------------------------------------------------------------------------------ */

  const drawn = new Map(); // figures of both widths, by the name of their picture

  const widthFor = (figures) => (window.innerWidth < figures.from ? "narrow" : "wide");

  function draw(figures, id) {
    if (!figures) return nothing();
    const width = widthFor(figures);
    drawn.set(id.name, { figures, width });
    return figures[width];
  }

  window.addEventListener("resize", () => {
    drawn.forEach(({ figures, width }, name) => {
      const fitting = widthFor(figures);
      if (fitting === width || !plotOf(name)) return;
      drawn.set(name, { figures, width: fitting });
      window.dash_clientside.set_props({ type: "cost-graph", name }, { figure: figures[fitting] });
    });
  });

  function plotOf(name) {
    const place = byId(JSON.stringify({ name, type: "cost-graph" }));
    return place && place.querySelector(".js-plotly-plot");
  }

  Object.assign(cost, { ask, note, plotOf, now: () => now });
  window.dash_clientside = Object.assign({}, window.dash_clientside, { cost: { shown, draw, bar } });
})();
