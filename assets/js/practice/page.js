/* The page of a practice: the unit this browser looked at last, pictures of the width of the screen
 * and as files, the address in the citation and on paper. Markup: layouts/practice*.py. */
(function () {
  "use strict";
  const PAGE = ".praktyka";
  const GRAPH = "practice-graph";
  const PHONE = 576;
  const drawn = new Map(); // figures of both widths, by the code of their indicator

  const widthNow = () => (window.innerWidth < PHONE ? "narrow" : "wide");
  const plotIn = (node) => node && node.querySelector(".js-plotly-plot");

  /* --- pictures --------------------------------------------------------------------------------- */

  function figure(figures) {
    if (!figures) return window.dash_clientside.no_update;
    const { id } = window.dash_clientside.callback_context.outputs_list;
    const width = widthNow();
    drawn.set(id.code, { figures, width });
    return figures[width];
  }

  window.addEventListener("resize", () => {
    const fitting = widthNow();
    drawn.forEach(({ figures, width }, code) => {
      const place = document.getElementById(`efekt-${code}`);
      if (fitting === width || !plotIn(place)) return;
      drawn.set(code, { figures, width: fitting });
      window.dash_clientside.set_props({ type: GRAPH, code }, { figure: figures[fitting] });
    });
  });

  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-practice-picture]");
    const plot = button && plotIn(button.closest(".efekt"));
    if (!plot) return;
    const words = JSON.parse(button.dataset.words);
    window.smup.savePicture(button, plot, { words, form: button.dataset.practicePicture, file: words.file });
  });

  /* --- the reader's unit -------------------------------------------------------------------------- */

  function askForMine() {
    const place = document.querySelector(`${PAGE} [data-moja]`);
    const [last] = place ? window.smupUnits.recent() : [];
    if (last) window.dash_clientside.set_props(place.dataset.moja, { data: last.code });
  }

  /* --- address ------------------------------------------------------------------------------------ */

  function writeAddress() {
    const plain = location.origin + location.pathname;
    document.querySelectorAll(`${PAGE} [data-cytat]`).forEach((node) => {
      const text = node.dataset.cytat.replace("{address}", plain);
      if (node.dataset.kopiuj) node.dataset.kopiuj = text;
      else node.textContent = text;
    });
    document.querySelectorAll(`${PAGE} [data-address-shown]`).forEach((line) => {
      line.textContent = location.href;
    });
  }

  /* Everything of a card goes on paper: what is folded is opened for it. */
  let opened = [];

  window.addEventListener("beforeprint", () => {
    opened = [...document.querySelectorAll(`${PAGE} details:not([open]):not(.nodr)`)];
    opened.forEach((details) => details.setAttribute("open", ""));
  });
  window.addEventListener("afterprint", () => opened.forEach((details) => details.removeAttribute("open")));

  document.addEventListener("smup:page", () => {
    if (!document.querySelector(PAGE)) return;
    requestAnimationFrame(() => {
      writeAddress();
      askForMine();
    });
  });

  window.dash_clientside = Object.assign({}, window.dash_clientside, { practice: { figure } });
})();
