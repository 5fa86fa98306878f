/* The profile of a unit: what a change of unit, group or year asks, and what follows an answer.
 *
 * Another unit is another page: the router draws it, and here the reader stays where he was. Another
 * group or year comes by one callback; the address is written when the answer is there, so that
 * reload and a copied link show the same. */
(function () {
  "use strict";

  const BODY = "unit-body";
  const UNIT_FIELD = "unit-unit-field";
  const PATH = /^(\/en)?\/jednostka\//;
  const NOTHING = () => window.dash_clientside.no_update;

  const onPage = () => PATH.test(location.pathname) && document.getElementById(BODY);
  const byId = (id) => document.getElementById(id);
  const query = () => Object.fromEntries(new URLSearchParams(location.search));

  const PATIENCE = 8000; /* an answer this late will not come */
  let sent = 0;
  let waiting = false;
  let resting = true; /* the year stopped moving: only then the change is told aloud */
  let asked = {}; /* what the answer under way was asked for, beyond the address */
  let kept = null; /* place of the reader while another unit is drawn */

  /* --- asking --------------------------------------------------------------------------------- */

  /* One question at a time: while the years play, each answer is seen before the next is asked. */
  function ask(changes) {
    if (!onPage()) return;
    asked = { ...asked, ...changes };
    waiting = true;
    if (Date.now() - sent > PATIENCE) send();
  }

  function send() {
    waiting = false;
    sent = Date.now();
    document.documentElement.classList.add("odswieza");
    window.dash_clientside.set_props("unit-question", { data: { ...query(), ...asked, n: sent } });
  }

  document.addEventListener("smup:year", (event) => {
    if (!event.detail || event.detail.id !== "unit-year" || !onPage()) return;
    resting = event.detail.resting;
    if (Number(asked.year ?? shownYear()) !== event.detail.year) ask({ year: event.detail.year });
    else if (resting) say();
  });

  let answer = null;
  const shownYear = () => (answer ? answer.year : null);

  function goToUnit(code) {
    kept = { top: window.scrollY, field: UNIT_FIELD };
    const search = new URLSearchParams(location.search);
    ["level", "ind"].forEach((key) => search.delete(key));
    const english = location.pathname.startsWith("/en/") ? "/en" : "";
    const rest = search.toString();
    window.smupShell.go(`${english}/jednostka/${code}${rest ? `?${rest}` : ""}`);
  }

  /* --- after an answer --------------------------------------------------------------------------- */

  function writeAddress(text) {
    const now = query();
    const search = new URLSearchParams(text);
    ["ind", "projektor"].forEach((key) => {
      if (now[key]) search.set(key, now[key]);
    });
    const rest = search.toString();
    const address = `${location.pathname}${rest ? `?${rest}` : ""}${location.hash}`;
    if (address !== location.pathname + location.search + location.hash) {
      history.replaceState(history.state, "", address);
    }
    writeLinks();
  }

  /* Files are of the view that is shown, and so is the address on paper. */
  function writeLinks() {
    document.querySelectorAll("a[data-plik]").forEach((link) => {
      const search = new URLSearchParams(location.search);
      ["ind", "projektor"].forEach((key) => search.delete(key));
      const own = new URLSearchParams(link.search);
      link.dataset.plik.split(" ").filter(Boolean).forEach((key) => search.set(key, own.get(key)));
      link.search = search.toString();
    });
    document.querySelectorAll("[data-address-shown]").forEach((line) => {
      line.textContent = location.href;
    });
  }

  function say() {
    const place = byId("unit-said");
    if (place && answer && answer.said) place.textContent = answer.said;
  }

  function shown(data) {
    answer = data;
    sent = 0;
    document.documentElement.classList.remove("odswieza");
    writeAddress(data.query);
    if (waiting) {
      send();
      return;
    }
    asked = {};
    if (resting) {
      window.smupYears.set("unit-year", data.year);
      say();
    }
    requestAnimationFrame(() => document.dispatchEvent(new CustomEvent("smup:profile")));
  }

  function move(unit, group, data) {
    const triggered = window.dash_clientside.callback_context.triggered.map((one) => one.prop_id);
    if (triggered.includes("unit-unit.data") && unit && unit.code) goToUnit(unit.code);
    else if (triggered.includes("unit-group.data") && group) ask({ group });
    else if (data) shown(data);
    return NOTHING();
  }

  /* --- another unit: the reader stays where he was -------------------------------------------------- */

  document.addEventListener("smup:page", () => {
    if (!kept || !onPage()) {
      kept = null;
      return;
    }
    const { top, field } = kept;
    kept = null;
    requestAnimationFrame(() => {
      const place = byId(field);
      if (place) place.focus({ preventScroll: true });
      window.scrollTo({ top, behavior: "instant" });
      const name = document.querySelector("main h1");
      const said = byId("unit-said");
      if (said && name) said.textContent = name.textContent;
    });
  });

  /* Menus of files close as menus do. */
  document.addEventListener("click", (event) => {
    document.querySelectorAll("details.menu-plikow[open]").forEach((menu) => {
      if (!menu.contains(event.target) || event.target.closest("a")) menu.open = false;
    });
  });
  document.addEventListener("keydown", (event) => {
    const menu = event.key === "Escape" && event.target.closest("details.menu-plikow[open]");
    if (!menu) return;
    menu.open = false;
    menu.querySelector("summary").focus();
  });

  window.smupUnit = { ask, writeLinks };
  window.dash_clientside = Object.assign({}, window.dash_clientside, { unit: { move } });
})();
