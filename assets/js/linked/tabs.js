/* Tabs of the indicator page: map, chart, table. The chosen tab is part of the state; hidden panels
 * keep their width, so that their pictures are drawn at the right size and can be printed. */
(function () {
  "use strict";
  const smup = (window.smup = window.smup || {});
  const STEPS = { ArrowRight: 1, ArrowLeft: -1 };

  const tabsOf = (list) => Array.from(list.querySelectorAll("[role=tab]"));

  function choose(tab) {
    tabsOf(tab.closest("[role=tablist]")).forEach((one) => {
      const on = one === tab;
      one.setAttribute("aria-selected", String(on));
      one.tabIndex = on ? 0 : -1;
      one.classList.toggle("on", on);
      document.getElementById(one.getAttribute("aria-controls")).classList.toggle("on", on);
    });
    window.dash_clientside.set_props("view-tab", { data: tab.dataset.tab });
  }

  document.addEventListener("click", (event) => {
    const tab = event.target.closest("[role=tab][data-tab]");
    if (tab) choose(tab);
  });

  document.addEventListener("keydown", (event) => {
    const tab = event.target.closest("[role=tab][data-tab]");
    if (!tab) return;
    const tabs = tabsOf(tab.closest("[role=tablist]"));
    const at = tabs.indexOf(tab);
    const next = event.key === "Home" ? 0 : event.key === "End" ? tabs.length - 1
      : event.key in STEPS ? (at + STEPS[event.key] + tabs.length) % tabs.length : null;
    if (next === null) return;
    event.preventDefault();
    tabs[next].focus();
    choose(tabs[next]);
  });

  /* --- what the card and the chart say in the year shown ------------------------------------------- */

  const nothing = (count) => Array(count).fill(window.dash_clientside.no_update);

  async function show(card, payload, year, picked) {
    if (!card || !payload || payload.empty) return nothing(6);
    const known = payload.view.years.includes(year) ? year : payload.latest;
    const frame = card.frames[String(known)];
    const { matrix, view } = await smup.linked.load(payload);
    const state = { payload, view, matrix, year: known, picked: picked || {} };
    if (!frame) return nothing(6);
    return [
      frame.formula, frame.coverage, frame.chart, frame.improved, card.breaks,
      smup.addedList(state, card.near, card.words),
    ];
  }

  function add(unit) {
    if (unit && unit.code) smup.addUnit(unit.code);
    return window.dash_clientside.no_update;
  }

  window.dash_clientside = window.dash_clientside || {};
  window.dash_clientside.indicator = { show, add };

  /* --- paper ---------------------------------------------------------------------------------------- */

  /* A drawn picture has the width of the screen; on paper it is scaled to the width of the sheet. */
  window.addEventListener("beforeprint", () => {
    document.querySelectorAll(".js-plotly-plot .main-svg").forEach((svg) => {
      const size = [svg.getAttribute("width"), svg.getAttribute("height")].map(parseFloat);
      if (!svg.hasAttribute("viewBox") && size.every(Number.isFinite)) svg.setAttribute("viewBox", `0 0 ${size[0]} ${size[1]}`);
    });
  });
  window.addEventListener("afterprint", () => {
    document.querySelectorAll(".js-plotly-plot .main-svg").forEach((svg) => svg.removeAttribute("viewBox"));
  });
})();
