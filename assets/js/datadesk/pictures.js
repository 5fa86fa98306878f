/* Map, chart and tabs of the data desk, and the form of ranges. The map is coloured here from the
 * matrix of its indicator, by the rule of assets/js/linked/colours.js; units that are not chosen
 * are pale. Markup: layouts/datadesk_preview_pictures.py, datadesk_preview_range.py. */
(function () {
  "use strict";
  const desk = (window.smupDesk = window.smupDesk || {});
  const NARROW = window.matchMedia("(max-width: 575px)");
  const STEPS = { ArrowRight: 1, ArrowLeft: -1 };
  const OUTSIDE = "#F3F6F8";
  const TRIES = 600; // frames until Plotly has drawn the borders
  let latest = null; // the record of the map on the page

  /* --- map ------------------------------------------------------------------------------------------- */

  const box = () => document.querySelector("[data-dane-mapa]");

  function describe(view, code) {
    const { make } = window.smup;
    const { record, matrix, units } = view;
    const unit = units.get(code);
    if (!unit) return null;
    const [row, column] = [matrix.rowOf(record.year), matrix.at.get(code)];
    const value = matrix.value(row, column);
    const flag = window.smup.FLAGS[matrix.flag(row, column)];
    const text = value === null ? record.empty[flag] || "" : window.smup.amount(value, record, record.lang);
    return [
      make("b", { textContent: unit.name }),
      make("small", { textContent: unit.kind[record.lang] }),
      make("span", { textContent: `${text} · ${record.year}` }),
    ];
  }

  function paint(view) {
    const { record, matrix, chosen } = view;
    const handlers = {
      pick: () => null,
      focus: () => record.place,
      describe: (code) => describe(view, code),
    };
    const map = window.smup.mapIn(box(), handlers);
    if (!map || !map.paths) return false;
    const row = matrix.rowOf(record.year);
    map.paint((code) => {
      if (chosen && !chosen.has(code)) return OUTSIDE;
      const column = matrix.at.get(code);
      return window.smup.fillOf(matrix.flag(row, column), matrix.value(row, column), record.scheme);
    });
    map.mark(record.mine ? [{ code: record.mine, className: "tlo ja" }] : []);
    return true;
  }

  function paintWhenDrawn(view, tries) {
    if (view !== latest || !box() || paint(view) || tries > TRIES) return;
    requestAnimationFrame(() => paintWhenDrawn(view, tries + 1));
  }

  async function drawMap(place) {
    if (place.smupDrawn === place.dataset.daneMapa) return;
    place.smupDrawn = place.dataset.daneMapa;
    const record = JSON.parse(place.dataset.daneMapa);
    const [matrix, units] = await Promise.all([
      window.smup.loadMatrix(record.matrix), window.smup.loadUnits(record.units),
    ]);
    latest = { record, matrix, units, chosen: record.codes && new Set(record.codes) };
    paintWhenDrawn(latest, 0);
  }

  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-dane-zoom]");
    const map = button && latest && window.smup.mapIn(box(), box().querySelector(".js-plotly-plot").linkedMap.handlers);
    if (!map) return;
    const how = button.dataset.daneZoom;
    if (how === "all") map.whole();
    else map.zoom(how === "in" ? 1 : -1);
  });

  /* --- chart ------------------------------------------------------------------------------------------- */

  /* A phone gets its own figure, not a shrunken one. */
  function drawNarrow(place) {
    const plot = place.querySelector(".js-plotly-plot");
    if (!NARROW.matches || !plot || !plot._fullLayout || place.smupDrawn === place.dataset.daneWaski) return;
    place.smupDrawn = place.dataset.daneWaski;
    const { data, layout } = JSON.parse(place.dataset.daneWaski);
    window.Plotly.react(plot, data, layout, plot._context);
  }

  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-dane-obraz]");
    const plot = button && document.querySelector("#data-panel .js-plotly-plot");
    if (!plot) return;
    const { daneObraz: form, words, plik: file } = button.dataset;
    window.smup.savePicture(button, plot, { words: JSON.parse(words), form, file });
  });

  /* --- tabs ---------------------------------------------------------------------------------------------- */

  document.addEventListener("keydown", (event) => {
    const tab = event.target.closest(".dane [role=tab]");
    if (!tab) return;
    const tabs = [...tab.parentElement.querySelectorAll("[role=tab]")];
    const at = tabs.indexOf(tab);
    const next = event.key === "Home" ? 0 : event.key === "End" ? tabs.length - 1
      : event.key in STEPS ? (at + STEPS[event.key] + tabs.length) % tabs.length : null;
    if (next === null) return;
    event.preventDefault();
    tabs[next].focus();
    tabs[next].click();
  });

  /* --- code ---------------------------------------------------------------------------------------------- */

  let language = null; // the tab of code looked at last

  function showCode(tab) {
    tab.parentElement.querySelectorAll("[role=tab]").forEach((one) => {
      const on = one === tab;
      one.setAttribute("aria-selected", String(on));
      one.tabIndex = on ? 0 : -1;
      document.getElementById(one.getAttribute("aria-controls")).hidden = !on;
    });
  }

  document.addEventListener("click", (event) => {
    const tab = event.target.closest("[data-dane-kod]");
    if (!tab) return;
    language = tab.dataset.daneKod;
    showCode(tab);
  });

  /* Where no setting names the address of the site, the code has that of this page. */
  function adoptCode() {
    const part = document.querySelector("[data-dane-serwis]");
    if (!part) return;
    const tab = language && part.querySelector(`[data-dane-kod="${language}"]`);
    if (tab && tab.getAttribute("aria-selected") !== "true") showCode(tab);
    const site = part.dataset.daneSerwis;
    if (!site) return;
    part.querySelectorAll("[data-dane-tu]").forEach((place) => {
      const text = place.firstChild;
      if (text && text.nodeValue.includes(site)) text.nodeValue = text.nodeValue.replaceAll(site, location.origin);
    });
    part.querySelectorAll("[data-kopiuj]").forEach((button) => {
      button.dataset.kopiuj = button.dataset.kopiuj.replaceAll(site, location.origin);
    });
  }

  /* --- ranges of values ------------------------------------------------------------------------------------ */

  const bound = (name) => document.querySelector(`[data-dane-granica=${name}] input`);

  /* A number as people type it: spaces between thousands, comma or point. */
  function numberOf(input) {
    const text = input.value.replace(/[\s\u00a0]/g, "").replace(",", ".").replace("\u2212", "-");
    if (!text) return "";
    return /^-?\d{1,12}(\.\d{1,6})?$/.test(text) ? String(Number(text)) : null;
  }

  function narrow(button) {
    const [low, high] = [numberOf(bound("low")), numberOf(bound("high"))];
    const upside = low && high && Number(low) > Number(high);
    const wrong = low === null || high === null || upside || (low === "" && high === "");
    document.querySelector("[data-dane-zle]").textContent = wrong ? button.dataset.daneZawez : "";
    if (wrong) {
      bound(high === null && low !== null ? "high" : "low").focus();
      return;
    }
    const key = document.getElementById("data-range-column").value;
    desk.ask((query) => {
      const others = (query.get("filtr") || "").split("_").filter((one) => one && one.split("~")[0] !== key);
      query.set("filtr", [...others, `${key}~${low}~${high}`].join("_"));
    });
  }

  document.addEventListener("click", (event) => {
    const button = event.target.closest(".dane [data-dane-zawez]");
    if (button) narrow(button);
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || !event.target.closest(".dane [data-dane-granica]")) return;
    event.preventDefault();
    narrow(document.querySelector("[data-dane-zawez]"));
  });

  function adoptFields() {
    document.querySelectorAll("[data-dane-granica]").forEach((place) => {
      if (place.firstElementChild) return;
      place.append(Object.assign(document.createElement("input"), { type: "text", inputMode: "decimal", autocomplete: "off", maxLength: 20 }));
    });
  }

  function adopt() {
    adoptFields();
    adoptCode();
    const map = box();
    if (map) drawMap(map);
    document.querySelectorAll("[data-dane-waski]").forEach(drawNarrow);
  }

  new MutationObserver(adopt).observe(document.documentElement, {
    childList: true, subtree: true, attributes: true, attributeFilter: ["data-dane-mapa", "data-dane-waski"],
  });
})();
