/* The page of the synthetic index: sliders of weights, what is left out, order and length of the
 * table. Every choice becomes a question to the server; the answer tells the address.
 * Markup: layouts/synthetic*.py. */
(function () {
  "use strict";

  const ASK = "synthetic-ask";
  const WAIT_MS = 250;
  const USUAL = 1;
  const MOST_FRAMES = 300;
  const AFTER_ALL = "[role=region]:has(> .grupa-indeksu)"; // where the last "show more" has led
  let timer = 0;
  let focus = null; // the control that asked, found again after the answer has replaced it
  let open = new Set(); // details that the reader has opened

  /* --- sliders: native fields, which Dash has no component for -------------------------------------- */

  const rows = () => [...document.querySelectorAll("[data-weight]")];
  const inputOf = (row) => row.querySelector("input");

  function adopt(row) {
    const place = row.querySelector(".wejscie");
    if (!place || place.firstElementChild) return;
    const { field, shown, least, most } = row.dataset;
    const input = document.createElement("input");
    Object.assign(input, { type: "range", id: field, min: least, max: most, step: 1, value: shown });
    input.setAttribute("aria-describedby", `${field}-note`);
    place.replaceChildren(input);
    tell(row);
  }

  function tell(row) {
    const panel = row.closest("[data-weights]");
    const value = Number(inputOf(row).value);
    const words = value ? panel.dataset.value.replace("{n}", value) : panel.dataset.off;
    row.querySelector(".iw-slowo").textContent = words;
    inputOf(row).setAttribute("aria-valuetext", words);
    row.classList.toggle("zero", value === 0);
  }

  function ask(changes) {
    window.dash_clientside.set_props(ASK, { data: { ...changes, at: Date.now() } });
  }

  /* The weights as they stand in the address; null when all are the usual one. */
  function weights() {
    const own = rows().map((row) => [row.dataset.weight, Number(inputOf(row).value)])
      .filter(([, value]) => value !== USUAL);
    return own.sort(([a], [b]) => (a < b ? -1 : 1)).map((pair) => pair.join(".")).join("_") || null;
  }

  function askWeights() {
    const panel = document.querySelector("[data-weights]");
    const some = rows().some((row) => !inputOf(row).disabled && Number(inputOf(row).value) > 0);
    panel.querySelector("[data-weights-said]").textContent = some ? "" : panel.dataset.zero;
    clearTimeout(timer);
    if (some) timer = setTimeout(() => ask({ wagi: weights() }), WAIT_MS);
  }

  document.addEventListener("input", (event) => {
    const row = event.target.closest && event.target.closest("[data-weight]");
    if (!row) return;
    tell(row);
    askWeights();
  });

  new MutationObserver(() => rows().forEach(adopt)).observe(
    document.documentElement,
    { childList: true, subtree: true }
  );

  /* --- buttons ------------------------------------------------------------------------------------------ */

  const shownQuestion = () => (window.smupSynthetic && window.smupSynthetic.question) || {};

  function skip(code) {
    const left = (shownQuestion().bez || "").split(".").filter(Boolean);
    const next = left.includes(code) ? left.filter((one) => one !== code) : [...left, code];
    ask({ bez: next.sort().join(".") || null });
  }

  function reset() {
    rows().forEach((row) => {
      inputOf(row).value = USUAL;
      tell(row);
    });
    askWeights();
  }

  document.addEventListener("click", (event) => {
    const button = event.target.closest(
      "[data-index-skip], [data-index-sort], [data-index-more], [data-weights-reset]");
    if (!button) return;
    const { indexSkip, indexSort, indexMore } = button.dataset;
    if (indexSkip) {
      focus = `[data-index-skip="${CSS.escape(indexSkip)}"]`;
      skip(indexSkip);
    } else if (indexSort) {
      focus = `[data-index-sort$="${indexSort.replace("-", "")}"]`;
      ask({ sort: indexSort });
    } else if (indexMore) {
      focus = "[data-index-more]";
      ask({ rows: Number(indexMore) });
    } else reset();
  });

  document.addEventListener("toggle", (event) => {
    const key = event.target.dataset && event.target.dataset.keep;
    if (!key) return;
    if (event.target.open) open.add(key);
    else open.delete(key);
  }, true);

  /* --- what Dash calls ------------------------------------------------------------------------------------ */

  const trigger = () => {
    const [first] = window.dash_clientside.callback_context.triggered;
    return first ? first.prop_id : "";
  };

  /* Merge the choice that was made into the question to the server. */
  function question(unit, group, year, level, asked, before, shown) {
    const changes = {
      "synthetic-unit.data": unit && { unit: unit.code || null, level: null, year: before.year },
      "synthetic-group.data": group && { group },
      "synthetic-year.data": year && { year },
      "synthetic-level.value": level && shown && level !== shown.level && { level },
      "synthetic-ask.data": asked,
    }[trigger()];
    if (!changes) return window.dash_clientside.no_update;
    const { at, ...wanted } = changes;
    const next = { ...before, ...wanted };
    if (JSON.stringify(next) === JSON.stringify(before)) return window.dash_clientside.no_update;
    document.documentElement.classList.add("laduje");
    window.smupSynthetic = { question: next };
    return next;
  }

  function writeAddress(query) {
    const kept = new URLSearchParams(location.search).get("projektor");
    const all = [query, kept ? `projektor=${encodeURIComponent(kept)}` : ""].filter(Boolean).join("&");
    const address = `${location.pathname}${all ? `?${all}` : ""}${location.hash}`;
    if (address !== location.pathname + location.search + location.hash) {
      history.replaceState(history.state, "", address);
    }
    document.querySelectorAll("[data-address-shown]").forEach((line) => {
      line.textContent = location.href;
    });
  }

  /* Notes under the sliders; a sector without indicators at the level is switched off. */
  function writeNotes(shown) {
    rows().forEach((row) => {
      adopt(row);
      const known = shown.weights[row.dataset.weight];
      row.querySelector(".xs").textContent = known ? known.note : shown.none;
      inputOf(row).disabled = !known;
      row.classList.toggle("brak", !known);
    });
  }

  function restore() {
    document.querySelectorAll("details[data-keep]").forEach((details) => {
      if (open.has(details.dataset.keep)) details.open = true;
    });
    const target = focus && (document.querySelector(focus) || document.querySelector(AFTER_ALL));
    focus = null;
    if (target && document.activeElement === document.body) target.focus({ preventScroll: true });
  }

  function shown(answer) {
    if (!answer) return window.dash_clientside.no_update;
    document.documentElement.classList.remove("laduje");
    requestAnimationFrame(() => settle(answer, MOST_FRAMES));
    return answer.query;
  }

  /* The first answer comes before the page that it belongs to has been put in. */
  function settle(answer, frames) {
    if (!rows().length) {
      if (frames > 0) requestAnimationFrame(() => settle(answer, frames - 1));
      return;
    }
    writeNotes(answer);
    writeAddress(answer.query);
    restore();
  }

  /* A page of another address begins with what it says itself. */
  document.addEventListener("smup:page", () => {
    const query = new URLSearchParams(location.search);
    window.smupSynthetic = { question: { bez: query.get("bez") } };
    open = new Set();
  });

  window.dash_clientside = Object.assign({}, window.dash_clientside, {
    synthetic: { question, shown },
  });
})();
