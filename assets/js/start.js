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

  document.addEventListener("smup:page", () => requestAnimationFrame(showRecent));
})();
