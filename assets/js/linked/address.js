/* The address always tells the state of the linked view; what has its default is left out. */
(function () {
  "use strict";
  const smup = (window.smup = window.smup || {});

  const ORDER = ["service", "ind", "level", "unit", "group", "year", "mode", "woj", "sel", "low",
    "high", "tab", "sort", "add", "own", "w"];

  smup.queryOf = function (payload, year, mode, picked, tab) {
    const state = {
      ...payload.state,
      year: year === payload.latest ? null : year,
      mode: mode === "value" ? null : mode,
      woj: picked.woj, sel: picked.sel, low: picked.low, high: picked.high,
      tab: tab === "map" ? null : tab,
      sort: picked.sort === "-value" ? null : picked.sort,
      add: picked.add,
    };
    const pairs = ORDER.filter((key) => state[key] !== null && state[key] !== undefined && state[key] !== "")
      .map((key) => [key, String(state[key])]);
    return new URLSearchParams(pairs).toString();
  };

  smup.writeAddress = function (state) {
    const kept = new URLSearchParams(location.search).get("projektor");
    const query = smup.queryOf(state.payload, state.year, state.mode, state.picked, state.tab);
    const all = [query, kept ? `projektor=${encodeURIComponent(kept)}` : ""].filter(Boolean).join("&");
    const address = `${location.pathname}${all ? `?${all}` : ""}${location.hash}`;
    if (address !== location.pathname + location.search + location.hash) {
      history.replaceState(history.state, "", address);
    }
    document.querySelectorAll("[data-source]").forEach((line) => {
      line.textContent = state.view.picture.source;
    });
    document.querySelectorAll("[data-address-shown]").forEach((line) => {
      line.textContent = location.href;
    });
    document.querySelectorAll("[data-csv]").forEach((link) => {
      link.href = window.smupAsOf.address(`${link.dataset.csv}${query ? `?${query}` : ""}`);
    });
  };
})();
