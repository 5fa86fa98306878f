/* The catalogue of practices: every change is a question to the server, whose answer is drawn and
 * written to the address. A box to tick or a button says what it changes by data-klucz (of a box)
 * or data-praktyki-klucz, and data-wartosc; without a value the whole key goes.
 * Markup: layouts/practices*.py; wiring: callbacks/practices.py. */
(function () {
  "use strict";
  const ASKED = "practices-asked";
  const WAIT = 300; // ms after the last key, before the words are looked for
  const PHONE = window.matchMedia("(max-width: 991px)");
  const LISTS = ["obszar", "usluga", "wymiar", "rodzaj", "wielkosc", "koszt", "status", "dowod", "wskaznik"];
  let now = null; // what the server said it shows
  let asked = null; // the query it was asked for last, until its answer is there
  let timer = 0;
  let focused = null; // how to find the control last used after an answer has replaced it
  let opened = new Set(); // parts that the reader has opened
  let next = null; // number of the first new row after more was asked for

  const page = () => document.querySelector(".praktyki");
  const nothing = () => window.dash_clientside.no_update;
  const current = () => new URLSearchParams(asked === null ? now.query : asked);

  /* --- asking ----------------------------------------------------------------------------------- */

  function ask(change) {
    if (!now) return;
    const before = current();
    const query = new URLSearchParams(before);
    query.delete("ile");
    change(query);
    if (query.toString() === before.toString()) return;
    asked = query.toString();
    document.documentElement.classList.add("laduje");
    window.dash_clientside.set_props(ASKED, { data: asked });
  }

  const put = (query, key, value) => (value ? query.set(key, value) : query.delete(key));

  function toggle(query, key, value) {
    const values = (query.get(key) || "").split(".").filter(Boolean);
    const left = values.filter((one) => one !== value);
    put(query, key, (left.length < values.length ? left : [...values, value]).join("."));
  }

  function search(input) {
    clearTimeout(timer);
    ask((query) => put(query, "q", input.value.trim()));
  }

  /* --- what the reader does --------------------------------------------------------------------- */

  document.addEventListener("input", (event) => {
    const input = event.target;
    if (!input.closest(".praktyki [data-praktyki-szukaj]")) return;
    clearTimeout(timer);
    timer = setTimeout(() => search(input), WAIT);
  });

  document.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && event.target.closest(".praktyki [data-praktyki-szukaj]")) search(event.target);
  });

  document.addEventListener("change", (event) => {
    const box = event.target.closest(".praktyki label[data-klucz]");
    if (box) {
      const { klucz, wartosc } = box.dataset;
      if (LISTS.includes(klucz)) ask((query) => toggle(query, klucz, wartosc));
      else ask((query) => put(query, klucz, event.target.checked ? wartosc : ""));
    }
    const sort = event.target.closest(".praktyki [data-praktyki-sort]");
    if (sort) ask((query) => put(query, "sort", sort.value));
  });

  const plain = (event) => !(event.ctrlKey || event.metaKey || event.shiftKey || event.altKey);

  document.addEventListener("click", (event) => {
    if (!plain(event) || !page()) return;
    const any = event.target.closest(".praktyki [data-praktyki-klucz]");
    const more = event.target.closest(".praktyki [data-praktyki-wiecej]");
    const clear = event.target.closest(".praktyki [data-praktyki-czysc]");
    if (!any && !more && !clear) return;
    event.preventDefault();
    if (more) {
      next = now.rows;
      ask((query) => query.set("ile", more.dataset.praktykiWiecej));
    } else if (clear) {
      field().value = "";
      ask((query) => [...query.keys()].filter((key) => key !== "jst" && key !== "sort").forEach((key) => query.delete(key)));
    } else choose(any);
  }, true); /* before the frame follows a link */

  function choose(element) {
    const { praktykiKlucz: key, wartosc: value } = element.dataset;
    if (key === "q") field().value = "";
    if (LISTS.includes(key) && value) ask((query) => toggle(query, key, value));
    else ask((query) => put(query, key, value));
  }

  const field = () => page().querySelector("[data-praktyki-szukaj] input");

  /* Another unit of mine is looked for at once among similar ones. */
  function unit(chosen) {
    if (!chosen || !page()) return nothing();
    ask((query) => {
      put(query, "jst", chosen.code);
      put(query, "podobne", chosen.code ? "tak" : "");
    });
    return nothing();
  }

  document.addEventListener("focusin", (event) => {
    focused = event.target.closest(".praktyki") ? way(event.target) : null;
  });

  function way(element) {
    if (element.id) return `#${CSS.escape(element.id)}`;
    const box = element.closest("label[data-klucz]");
    if (box) return `label[data-klucz="${box.dataset.klucz}"][data-wartosc="${box.dataset.wartosc}"] input`;
    if (element.matches(".chip button")) return ".chip button";
    if (element.matches("[data-praktyki-wiecej]")) return "[data-praktyki-wiecej]";
    const part = element.closest("details[data-pamietaj]");
    return part && element.matches("summary") ? `details[data-pamietaj="${part.dataset.pamietaj}"] > summary` : null;
  }

  document.addEventListener("toggle", (event) => {
    const key = event.target.dataset && event.target.dataset.pamietaj;
    if (!key || !event.target.closest(".praktyki")) return;
    if (event.target.open) opened.add(key);
    else opened.delete(key);
  }, true);

  /* --- plain inputs, which Dash has not ----------------------------------------------------------- */

  function adopt() {
    const root = page();
    if (!root) return;
    root.querySelectorAll("[data-praktyki-szukaj] .wejscie").forEach((place) => {
      if (place.firstElementChild) return;
      const { praktykiSzukaj: id, placeholder, shown } = place.closest("[data-praktyki-szukaj]").dataset;
      const input = document.createElement("input");
      Object.assign(input, { type: "search", id, placeholder, value: shown || "", autocomplete: "off", maxLength: 120 });
      place.replaceChildren(input);
    });
    root.querySelectorAll("label[data-klucz]").forEach((box) => {
      const place = box.querySelector(".wejscie");
      let input = place.firstElementChild;
      if (!input) {
        input = document.createElement("input");
        input.type = "checkbox";
        place.replaceChildren(input);
        set(box, input);
      }
    });
  }

  function set(box, input) {
    input.checked = "wybrane" in box.dataset;
    input.disabled = "nieczynne" in box.dataset;
  }

  new MutationObserver(adopt).observe(document.documentElement, { childList: true, subtree: true });

  function fold() {
    const part = page() && page().querySelector("[data-praktyki-filtry]");
    if (part) part.open = !PHONE.matches;
  }
  PHONE.addEventListener("change", fold);
  document.addEventListener("smup:page", () => {
    opened = new Set();
    asked = null;
    fold();
  });

  /* --- what came ------------------------------------------------------------------------------------ */

  function writeAddress() {
    const kept = new URLSearchParams(location.search).get("projektor");
    const all = [now.query, kept ? `projektor=${encodeURIComponent(kept)}` : ""].filter(Boolean).join("&");
    const address = `${location.pathname}${all ? `?${all}` : ""}${location.hash}`;
    if (address !== location.pathname + location.search + location.hash) {
      history.replaceState(history.state, "", address);
    }
  }

  function restore() {
    const root = page();
    adopt();
    if (asked === null) root.querySelectorAll("label[data-klucz]").forEach((box) => set(box, box.querySelector("input")));
    root.querySelectorAll("details[data-pamietaj]").forEach((part) => {
      if (opened.has(part.dataset.pamietaj)) part.open = true;
    });
    const rows = root.querySelectorAll(".kpr h3 a");
    const row = next === null ? null : rows[next];
    next = null;
    if (row) {
      row.focus();
      return;
    }
    const lost = document.activeElement === document.body && focused;
    const target = lost && (root.querySelector(focused) || root.querySelector("[data-praktyki-sort]"));
    if (target) target.focus({ preventScroll: true });
  }

  function shown(data) {
    if (!data) return nothing();
    now = data;
    // An answer to an earlier question does not know of the later one, which is still awaited.
    if (data.asked === undefined || data.asked === asked) asked = null;
    if (asked === null) document.documentElement.classList.remove("laduje");
    requestAnimationFrame(() => {
      if (!page()) return;
      if (asked === null) writeAddress();
      restore();
    });
    return data.query;
  }

  window.dash_clientside = Object.assign({}, window.dash_clientside, { practices: { shown, unit } });
})();
