/* The rows of a profile: first five of each sector or all, on a phone three of one sector at a time,
 * filters, and the list behind a cell of the heat map. All rows are on the page already; nothing is asked of the server. */
(function () {
  "use strict";

  const TABLE = "wskazniki";
  const CELL = "unit-cell";
  const HEAT = "obraz";
  const FIRST = 5;
  const ON_PHONE = 3;
  const PHONE = window.matchMedia("(max-width: 575px)");
  const start = () => ({ all: false, only: "all", text: "", sectors: null });
  const byId = (id) => document.getElementById(id);
  let state = start();
  let open = null; /* cell whose list is shown */
  let path = null;

  /* --- which rows are seen ------------------------------------------------------------------------ */

  /* The heading of the sector is the row with the number 0. */
  const place = (row) => [...row.parentElement.children].indexOf(row);

  /* One sign for one sign would be too strict here: a search forgives accents and case. */
  const folded = (text) =>
    text.toLowerCase().replaceAll("ł", "l").normalize("NFD").replace(/\p{Diacritic}/gu, "");

  const JUDGED = ["best", "middle", "worst"];
  const TESTS = {
    all: () => true,
    judged: (row) => JUDGED.includes(row.dataset.wiersz),
    best: (row) => row.dataset.wiersz === "best",
    worst: (row) => row.dataset.wiersz === "worst",
    changed: (row) => row.hasAttribute("data-zmiana"),
  };

  const filtered = () => state.only !== "all" || state.text.trim() !== "";

  const words = () => folded(state.text).split(/\s+/).filter(Boolean);

  /* What a row can be found by: its name and that of its sector. */
  const named = (row) => folded(
    `${row.querySelector("th a").textContent} ${row.parentElement.querySelector(".grp span").textContent}`,
  );

  function seen(row) {
    if (!filtered()) {
      if (state.all) return true;
      // A unit that explains its value is not asked to be looked for.
      const said = row.querySelector(".uw-jst") !== null;
      return PHONE.matches ? (said || place(row) <= ON_PHONE) && unfolded(row) : said || place(row) <= FIRST;
    }
    return TESTS[state.only](row) && words().every((word) => named(row).includes(word));
  }

  function apply() {
    const section = byId(TABLE);
    if (!section) return;
    const rows = [...section.querySelectorAll("[data-wiersz]")];
    rows.forEach((row) => {
      row.hidden = !seen(row);
    });
    section.querySelectorAll("tbody").forEach((body) => {
      const shown = Boolean(body.querySelector("[data-wiersz]:not([hidden])"));
      body.hidden = filtered() && !shown;
      body.querySelector(".zwin-sektor").setAttribute("aria-expanded", String(shown));
    });
    const count = rows.filter((row) => !row.hidden).length;
    section.querySelector("[data-nic]").hidden = count > 0;
    section.querySelector("[data-wyczysc]").hidden = !filtered();
    const words = section.querySelector("[data-licznik]");
    words.textContent = filtered()
      ? words.dataset.licznik.replace("{shown}", count).replace("{all}", rows.length) : "";
    syncControls(section);
  }

  function syncControls(section) {
    const button = section.querySelector("[data-wszystkie]");
    if (!button.dataset.all) button.dataset.all = button.textContent;
    button.textContent = state.all ? button.dataset.first : button.dataset.all;
    button.setAttribute("aria-expanded", String(state.all));
    const select = section.querySelector(".filtry select");
    select.value = state.only;
    const input = section.querySelector(".filtry input");
    if (input.value !== state.text) input.value = state.text;
  }

  /* --- sectors of a phone unfold one by one ------------------------------------------------------- */

  const sectorOf = (row) => row.parentElement.querySelector(".zwin-sektor").dataset.sektor;
  const unfolded = (row) => state.sectors === null
    ? row.parentElement.matches(".kreg thead + tbody") : state.sectors.has(sectorOf(row));

  function addToggles(section) {
    section.querySelectorAll(".grp th > span").forEach((name) => {
      const button = document.createElement("button");
      Object.assign(button, { type: "button", className: "zwin-sektor", textContent: name.textContent });
      const first = name.closest("tbody").querySelector("[data-pole]");
      button.dataset.sektor = first ? first.dataset.pole.split(".")[0] : "";
      name.after(button);
    });
  }

  function toggle(button) {
    const opened = new Set([...byId(TABLE).querySelectorAll('.zwin-sektor[aria-expanded="true"]')]
      .map((one) => one.dataset.sektor));
    if (!opened.delete(button.dataset.sektor)) opened.add(button.dataset.sektor);
    change({ sectors: opened, all: false, only: "all", text: "" });
  }

  /* Dash has no plain text field, so the script makes it. */
  function addField(section) {
    const place = section.querySelector(".wejscie-w");
    if (!place || place.firstChild) return;
    const input = document.createElement("input");
    Object.assign(input, { type: "search", autocomplete: "off", spellcheck: false });
    place.append(input);
  }

  function change(changes) {
    state = { ...state, ...changes };
    apply();
  }

  /* --- the list behind a cell ------------------------------------------------------------------------ */

  function part(row, selector) {
    const found = row.querySelector(selector);
    const box = document.createElement("div");
    if (found) box.append(...[...found.childNodes].map((node) => node.cloneNode(true)));
    return box;
  }

  function item(row) {
    const line = document.createElement("li");
    const name = part(row, "th");
    const value = document.createElement("div");
    value.className = "m";
    value.append(strong(row.querySelector("td.num").textContent));
    const median = row.querySelector(".u1");
    if (median && median.textContent) value.append(` · ${medianWord()} ${median.textContent}`);
    name.append(value);
    const place = part(row, ".u2");
    const trend = part(row, ".u3");
    trend.className = row.querySelector(".u3").className;
    place.append(trend);
    line.append(name, part(row, ".pz"), place);
    return line;
  }

  function strong(text) {
    const word = document.createElement("b");
    word.textContent = text;
    return word;
  }

  const medianWord = () => byId(TABLE).querySelector(".kier > :nth-child(2)").textContent;

  function showCell(code, focus) {
    const panel = byId(CELL);
    const button = document.querySelector(`#${HEAT} [data-komorka="${code}"]`);
    document.querySelectorAll(`#${HEAT} [aria-expanded="true"]`).forEach((one) => {
      one.setAttribute("aria-expanded", "false");
    });
    open = button ? code : null;
    if (!panel) return;
    panel.hidden = !button;
    if (!button) return;
    button.setAttribute("aria-expanded", "true");
    const title = document.createElement("h3");
    title.textContent = button.dataset.tytul;
    title.tabIndex = -1;
    const close = document.createElement("button");
    Object.assign(close, { type: "button", className: "b s", textContent: panel.dataset.zamknijListe });
    close.addEventListener("click", () => closeCell());
    const head = document.createElement("div");
    head.className = "sn";
    head.append(title, close);
    const list = document.createElement("ul");
    list.className = "cz";
    list.append(...[...document.querySelectorAll(`#${TABLE} [data-pole="${code}"]`)].map(item));
    panel.replaceChildren(head, list);
    if (!focus) return;
    title.focus({ preventScroll: true });
    panel.scrollIntoView({ block: "nearest" });
  }

  function closeCell() {
    const button = document.querySelector(`#${HEAT} [data-komorka="${open}"]`);
    showCell(null, false);
    if (button) button.focus();
  }

  /* --- tabs follow what is read ------------------------------------------------------------------------ */

  let watcher = null;

  function watchTabs() {
    if (watcher) watcher.disconnect();
    const links = [...document.querySelectorAll(".zak a[href^='#']")];
    const parts = links.map((link) => document.getElementById(link.hash.slice(1))).filter(Boolean);
    if (!parts.length || !byId(TABLE)) return;
    const visible = new Set();
    watcher = new IntersectionObserver((entries) => {
      entries.forEach((entry) => {
        if (entry.isIntersecting) visible.add(entry.target.id);
        else visible.delete(entry.target.id);
      });
      const first = parts.find((place) => visible.has(place.id));
      if (!first) return;
      links.forEach((link) => {
        const on = link.hash === `#${first.id}`;
        link.classList.toggle("on", on);
        if (on) link.setAttribute("aria-current", "true");
        else link.removeAttribute("aria-current");
      });
    }, { rootMargin: "-100px 0px -45% 0px" });
    parts.forEach((place) => watcher.observe(place));
  }

  /* --- events --------------------------------------------------------------------------------------------- */

  document.addEventListener("click", (event) => {
    const cell = event.target.closest("[data-komorka]");
    if (cell) {
      if (open === cell.dataset.komorka) closeCell();
      else showCell(cell.dataset.komorka, true);
    }
    const sector = event.target.closest(".zwin-sektor");
    if (sector) toggle(sector);
    const side = event.target.closest("a[data-tylko]");
    if (side) change({ only: side.dataset.tylko, text: "" });
    if (event.target.closest("[data-wszystkie]")) change({ all: !state.all, only: "all", text: "" });
    if (event.target.closest("[data-wyczysc]")) {
      change({ only: "all", text: "" });
      document.querySelector(`#${TABLE} .filtry input`).focus();
    }
  }, true); /* before the frame moves the focus to what a link leads to */

  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && event.target.closest(`#${CELL}`)) closeCell();
  });

  document.addEventListener("input", (event) => {
    if (event.target.closest(`#${TABLE} .filtry input`)) change({ text: event.target.value });
  });

  document.addEventListener("change", (event) => {
    if (event.target.closest(`#${TABLE} .filtry select`)) change({ only: event.target.value });
  });

  /* What only a phone folds is open elsewhere, and on paper. */
  function fold() {
    document.querySelectorAll("details[data-na-telefonie]").forEach((part) => {
      part.open = !PHONE.matches;
    });
  }

  function adopt() {
    const section = byId(TABLE);
    const table = section && section.querySelector("table");
    if (!table || table.smupAdopted || !table.querySelector("[data-wiersz]")) return;
    table.smupAdopted = true;
    if (path !== location.pathname) {
      if (path === null || !byId("unit-unit-field") || document.activeElement.id !== "unit-unit-field") {
        state = start();
      }
      path = location.pathname;
    }
    addField(section);
    addToggles(section);
    fold();
    document.querySelectorAll("a[data-detail]").forEach((link) => {
      link.setAttribute("aria-haspopup", "dialog");
    });
    apply();
    if (open) showCell(open, false);
    watchTabs();
  }

  PHONE.addEventListener("change", () => {
    apply();
    fold();
  });
  new MutationObserver(adopt).observe(document.documentElement, { childList: true, subtree: true });
})();
