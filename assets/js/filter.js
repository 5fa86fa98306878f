/* Filter of a long list, in the browser: keeps the rows that contain all the words written.
 * Markup: layouts/indicators.py. Case and diacritics do not matter. */
(function () {
  "use strict";

  const QUERY = "q";

  function folded(text) {
    return text.toLowerCase().replaceAll("ł", "l").normalize("NFD").replace(/\p{M}/gu, "");
  }

  function adopt(root) {
    const place = root.querySelector(".wejscie");
    if (!place || place.firstElementChild) return;
    const input = document.createElement("input");
    Object.assign(input, {
      type: "search",
      id: root.dataset.field,
      placeholder: root.dataset.placeholder,
      autocomplete: "off",
      value: root.dataset.shown || "",
    });
    place.replaceChildren(input);
    if (input.value) apply(root, input.value);
  }

  function apply(root, query) {
    const list = document.getElementById(root.dataset.filtr);
    if (!list) return;
    const words = folded(query).split(/\s+/).filter(Boolean);
    let shown = 0;
    const rows = list.querySelectorAll("[data-szukaj]");
    rows.forEach((row) => {
      if (!row.smupFolded) row.smupFolded = folded(row.dataset.szukaj);
      row.hidden = !words.every((word) => row.smupFolded.includes(word));
      if (!row.hidden) shown += 1;
    });
    list.querySelectorAll("section, section > div").forEach((part) => {
      part.hidden = !part.querySelector("[data-szukaj]:not([hidden])");
    });
    const counted = root.dataset.count.replace("{n}", shown).replace("{all}", rows.length);
    root.querySelector("[role=status]").textContent = query.trim() ? counted : "";
    root.querySelector(".nic").hidden = shown > 0;
  }

  function keepInAddress(query) {
    const url = new URL(location.href);
    if (query.trim()) url.searchParams.set(QUERY, query.trim());
    else url.searchParams.delete(QUERY);
    history.replaceState(history.state, "", url);
  }

  document.addEventListener("input", (event) => {
    const root = event.target.closest("[data-filtr]");
    if (!root) return;
    apply(root, event.target.value);
    if (!("bezAdresu" in root.dataset)) keepInAddress(event.target.value);
  });

  new MutationObserver(() => document.querySelectorAll("[data-filtr]").forEach(adopt)).observe(
    document.documentElement,
    { childList: true, subtree: true }
  );
})();
