/* The start page: units looked at last, kept in this browser only, and the questions for them. */
(function () {
  "use strict";

  const MARK = "__TERYT__";

  function link(unit, template) {
    const anchor = document.createElement("a");
    anchor.href = template.replace(MARK, unit.code);
    anchor.textContent = unit.label;
    return anchor;
  }

  function showRecent() {
    const place = document.querySelector("[data-ostatnio]");
    if (!place || place.hasChildNodes()) return;
    const units = window.smupUnits.recent().slice(0, 3);
    if (!units.length) return;
    place.append(`${place.dataset.ostatnio} `);
    units.forEach((unit, index) => {
      if (index) place.append(" · ");
      place.append(link(unit, place.dataset.address));
    });
    window.dash_clientside.set_props(place.dataset.store, { data: units[0].code });
  }

  /* The kinds of empty get their patterns on the drawn shapes, as on every map. */
  function fillEmpty() {
    const place = document.querySelector("[data-puste]");
    if (!place || place.smupFilled) return;
    const svg = place.querySelector(".main-svg");
    const shapes = place.querySelectorAll(".choroplethlayer > .trace:first-child path");
    if (!svg || !shapes.length) return;
    place.smupFilled = true;
    const flags = JSON.parse(place.dataset.puste);
    window.smup.addPatterns(svg);
    shapes.forEach((shape) => {
      const flag = shape.__data__ && flags[shape.__data__.loc];
      if (flag === undefined) return;
      shape.style.fill = window.smup.fillOf(flag, null, { breaks: [], colours: [] });
      shape.style.fillOpacity = "1";
    });
  }

  function watchMap() {
    const graph = document.querySelector("[data-puste] .js-plotly-plot");
    if (!graph || graph.smupWatched) return;
    graph.smupWatched = true;
    graph.on("plotly_afterplot", () => {
      graph.closest("[data-puste]").smupFilled = false;
      fillEmpty();
    });
    fillEmpty();
  }

  new MutationObserver(watchMap).observe(document.documentElement, {
    childList: true,
    subtree: true,
  });
  document.addEventListener("smup:page", () => requestAnimationFrame(showRecent));
})();
