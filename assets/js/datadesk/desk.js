/* The data desk: every change is one question to the server, whose answer is drawn and written to
 * the address. What an element changes stands in its attributes:
 *   data-dane-klucz and data-wartosc  a value taken into a list, or out of it; of a key that is no
 *                                     list: put there (an empty value takes the key out);
 *   data-dane-zmiana                  JSON of several keys, null takes one out.
 * Other scripts of the page ask by smupDesk.ask(change, wait) and hear by the event "smup:desk" on
 * the document that an answer came, or will not come. Markup: layouts/datadesk*.py; wiring:
 * callbacks/datadesk.py. */
(function () {
  "use strict";
  const desk = (window.smupDesk = window.smupDesk || {});
  const ASKED = "data-asked";
  const LISTS = ["ind", "usluga", "obszar", "units", "gdzie", "kolumny", "filtr"];
  const BETWEEN = { filtr: "_" };
  const NONE = { kolumny: "brak" };
  const BUSY = 400; // ms before the preview says that it is waiting
  let now = null; // what the server said it shows
  let asked = null; // the query it was asked for last, until its answer is there
  let timer = 0;
  let busy = 0;
  let focused = null; // how to find the control last used after an answer has replaced it

  const page = () => document.querySelector(".dane");
  const nothing = () => window.dash_clientside.no_update;

  /* --- asking ------------------------------------------------------------------------------------- */

  desk.query = () => new URLSearchParams(asked === null ? now && now.query : asked);
  desk.shown = () => (now ? now.query : "");
  desk.data = () => now;

  /* Asks for what `change` makes of the query; with `wait` (ms) a later question takes its place. */
  desk.ask = function (change, wait) {
    clearTimeout(timer);
    if (!now) return;
    if (wait) {
      timer = setTimeout(() => desk.ask(change), wait);
      return;
    }
    const before = desk.query();
    const query = new URLSearchParams(before);
    change(query);
    if (query.toString() === before.toString()) return;
    asked = query.toString();
    waiting(true);
    window.dash_clientside.set_props(ASKED, { data: asked });
  };

  desk.put = (query, key, value) => (value ? query.set(key, value) : query.delete(key));

  const listOf = (query, key) =>
    (query.get(key) || usual(key)).split(BETWEEN[key] || ".").filter((one) => one && one !== NONE[key]);

  /* The columns that a table has when the address does not say. */
  function usual(key) {
    const root = page();
    return key === "kolumny" && root ? root.dataset.kolumny || "" : "";
  }

  desk.toggle = function (query, key, value) {
    const values = listOf(query, key);
    const left = values.filter((one) => one !== value);
    const text = (left.length < values.length ? left : [...values, value]).join(BETWEEN[key] || ".");
    desk.put(query, key, text || NONE[key]);
  };

  desk.listOf = listOf;

  function waiting(on) {
    clearTimeout(busy);
    document.documentElement.classList.toggle("laduje", on);
    const part = document.getElementById("data-preview");
    if (!part) return;
    if (on) busy = setTimeout(() => part.setAttribute("aria-busy", "true"), BUSY);
    else part.removeAttribute("aria-busy");
  }

  function change(element) {
    const { daneKlucz: key, daneZmiana: several } = element.dataset;
    const value = element.matches("select") ? element.value : element.dataset.wartosc;
    if (several) {
      const keys = JSON.parse(several);
      desk.ask((query) => Object.entries(keys).forEach(([name, one]) => desk.put(query, name, one)));
    } else if (LISTS.includes(key) && value) desk.ask((query) => desk.toggle(query, key, value));
    else desk.ask((query) => desk.put(query, key, value));
  }

  /* --- what the reader does ------------------------------------------------------------------------- */

  const plain = (event) => !(event.ctrlKey || event.metaKey || event.shiftKey || event.altKey);

  document.addEventListener("click", (event) => {
    const root = page();
    if (!root || !plain(event)) return;
    const element = event.target.closest("button[data-dane-klucz], button[data-dane-zmiana], a[data-dane-zmiana]");
    if (!element || !root.contains(element)) return;
    event.preventDefault();
    change(element);
  }, true); /* before the frame follows a link */

  document.addEventListener("change", (event) => {
    const select = event.target.closest(".dane select[data-dane-klucz]");
    const box = event.target.closest(".dane label[data-dane-klucz]");
    if (select) change(select);
    if (box) change(box);
    if (event.target.closest(".dane [data-dane-lata]")) desk.ask((query) => years(query, event.target));
  });

  /* From and to: the other end gives way, so that a range is never upside down. */
  function years(query, select) {
    const fields = [...page().querySelectorAll("[data-dane-lata]")];
    const [from, to] = fields.map((field) => Number(field.value));
    const first = fields[0] === select ? from : Math.min(from, to);
    const last = fields[0] === select ? Math.max(from, to) : to;
    query.set("years", first === last ? String(first) : `${first}-${last}`);
  }

  /* --- plain inputs, which Dash has not --------------------------------------------------------------- */

  function adopt() {
    const root = page();
    if (!root) return;
    root.querySelectorAll("label[data-dane-klucz] > .wejscie").forEach((place) => {
      const box = place.parentElement;
      if (!place.firstElementChild) {
        const input = document.createElement("input");
        input.type = box.dataset.radio ? "radio" : "checkbox";
        if (box.dataset.radio) input.name = box.dataset.radio;
        place.replaceChildren(input);
        set(box);
      }
    });
    root.querySelectorAll("[data-dane-szukaj] .wejscie").forEach((place) => {
      if (place.firstElementChild) return;
      const { daneSzukaj: id, placeholder, shown } = place.closest("[data-dane-szukaj]").dataset;
      const input = document.createElement("input");
      Object.assign(input, { type: "search", id, placeholder, value: shown || "", autocomplete: "off", maxLength: 80 });
      place.replaceChildren(input);
    });
  }

  function set(box) {
    const input = box.querySelector("input");
    if (input) input.checked = "wybrane" in box.dataset;
  }

  const TYPED = 350; // ms after the last key, before the words are looked for
  const words = (input) => (query) => desk.put(query, "szukaj", input.value.trim());

  document.addEventListener("input", (event) => {
    if (event.target.closest(".dane [data-dane-szukaj]")) desk.ask(words(event.target), TYPED);
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && event.target.closest(".dane [data-dane-szukaj]")) desk.ask(words(event.target));
  });

  new MutationObserver(adopt).observe(document.documentElement, { childList: true, subtree: true });

  /* --- focus and folded steps -------------------------------------------------------------------------- */

  document.addEventListener("focusin", (event) => {
    const root = page();
    if (root && root.contains(event.target)) focused = way(event.target);
    else if (event.target !== document.body) focused = null;
  });

  function way(element) {
    const box = element.closest("label[data-dane-klucz]");
    if (box) return [`label[data-dane-klucz="${box.dataset.daneKlucz}"][data-wartosc="${box.dataset.wartosc}"] input`];
    const list = element.closest("[data-chipy]");
    const step = element.closest("[data-krok]");
    const last = step ? [`[data-krok="${step.dataset.krok}"] .dane-dodaj`, `[data-krok="${step.dataset.krok}"] > summary`] : [];
    if (list) {
      const place = [...list.querySelectorAll("button")].indexOf(element);
      const name = `[data-chipy="${list.dataset.chipy}"]`;
      return [{ name, place }, ...last];
    }
    return [element.id ? `#${CSS.escape(element.id)}` : null, ...last].filter(Boolean);
  }

  function found(step) {
    const root = page();
    if (typeof step === "string") return root.querySelector(step);
    const buttons = root.querySelectorAll(`${step.name} button`);
    return buttons[Math.min(step.place, buttons.length - 1)];
  }

  const seen = (element) => element && element.getClientRects().length > 0;

  function refocus() {
    if (document.activeElement !== document.body || !focused) return;
    const target = focused.map(found).find(seen);
    if (target) target.focus({ preventScroll: true });
  }

  const PHONE = window.matchMedia("(max-width: 991px)");

  function fold() {
    const root = page();
    if (root) root.querySelectorAll("details[data-krok]").forEach((step) => { step.open = !PHONE.matches; });
  }
  PHONE.addEventListener("change", fold);
  document.addEventListener("smup:page", () => {
    asked = null;
    focused = null;
    clearTimeout(timer);
    waiting(false);
    fold();
  });

  /* A question that failed gets no answer: the alert says so, and the controls show again what is. */
  const failures = new MutationObserver(() => {
    if (asked === null || !page() || !document.querySelector("#page-alert > *")) return;
    asked = null;
    waiting(false);
    settle();
    tell();
  });
  document.addEventListener("smup:page", () => {
    const alert = document.getElementById("page-alert");
    if (alert) failures.observe(alert, { childList: true });
  });

  /* --- what came ------------------------------------------------------------------------------------- */

  function writeAddress() {
    const kept = new URLSearchParams(location.search).get("projektor");
    const all = [now.query, kept ? `projektor=${encodeURIComponent(kept)}` : ""].filter(Boolean).join("&");
    const address = `${location.pathname}${all ? `?${all}` : ""}${location.hash}`;
    if (address !== location.pathname + location.search + location.hash) {
      history.replaceState(history.state, "", address);
    }
  }

  /* The controls show what the server shows, also where it refused what was chosen. */
  function settle() {
    const root = page();
    adopt();
    if (asked !== null) return;
    root.querySelectorAll("label[data-dane-klucz]").forEach(set);
    root.querySelectorAll("select[data-pokazane]").forEach((select) => { select.value = select.dataset.pokazane; });
    root.querySelectorAll("[data-dane-szukaj] input").forEach((input) => {
      if (input !== document.activeElement) input.value = input.closest("[data-dane-szukaj]").dataset.shown || "";
    });
  }

  const tell = () => document.dispatchEvent(new CustomEvent("smup:desk"));

  function shown(data) {
    if (!data) return nothing();
    now = data;
    // An answer to an earlier question does not know of the later one, which is still awaited.
    if (data.asked === undefined || data.asked === asked) asked = null;
    if (asked === null) waiting(false);
    requestAnimationFrame(() => {
      if (!page()) return;
      if (asked === null) writeAddress();
      settle();
      refocus();
      tell();
    });
    return data.query;
  }

  window.dash_clientside = Object.assign({}, window.dash_clientside, {
    datadesk: Object.assign({}, window.dash_clientside && window.dash_clientside.datadesk, { shown }),
  });
})();
