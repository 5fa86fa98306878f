/* The grid of the data desk: the whole table, of any length, in the place of its first rows. Rows
 * are asked for as they are scrolled to; sorting by a head asks the server for another table.
 * AG Grid is fetched when the first table is shown; without it the HTML table stays.
 * Markup: layouts/datadesk_preview_table.py; rows: smup/web/datadesk_rows.py. */
(function () {
  "use strict";
  const BLOCK = 100; // rows of one request
  const BLOCKS = 60; // kept in memory
  const ROW = 36; // pixels
  const MOST_SEEN = 14; // rows of the box before it scrolls
  const WIDE = window.matchMedia("(min-width: 768px)");
  const SCROLLBAR = 18; // pixels
  const DRAWN = 80; // ms until rows are drawn after a scroll
  const AFTER_ANSWER_MS = 300; // until the place of the grid holds what an answer brought
  const TRIES = 3;
  const MOST_WAIT = 20; // seconds, when the server says to wait
  let script = null; // the promise of the library
  let shown = null; // { box, made, api, root, abort } of the table on the page

  function library(address) {
    if (!script) {
      script = new Promise((resolve, reject) => {
        const element = document.createElement("script");
        element.src = address;
        element.addEventListener("load", () => resolve(window.smupGrid));
        element.addEventListener("error", () => {
          script = null;
          element.remove();
          reject(new Error(address));
        });
        document.head.append(element);
      });
    }
    return script;
  }

  /* --- cells ----------------------------------------------------------------------------------------- */

  const make = (name, properties, ...children) => window.smup.make(name, properties, ...children);

  function decimalsOf(column, row, made) {
    const by = column.decimals_by[row && made.indicator !== null ? row[made.indicator] : ""];
    return by === undefined ? column.decimals : by;
  }

  function text(column, cell, row, made) {
    if (cell === null || cell === undefined) return "";
    if (!column.number || column.plain) return String(cell);
    return window.smup.number(cell, decimalsOf(column, row, made), made.lang, true);
  }

  /* The word of a kind of empty with its pattern, as in the HTML table. */
  function empty(column, cell, row, made) {
    const [pattern, word] = made.empty[cell];
    const mark = make("i", { className: pattern });
    mark.setAttribute("aria-hidden", "true");
    const decimals = decimalsOf(column, row, made);
    const least = `<${window.smup.number(10 ** -decimals, decimals, made.lang, true)}`;
    return make("span", { className: "puste" }, mark, word || least);
  }

  function renderer(column, place, made) {
    return ({ data }) => {
      if (!data) return column.pinned ? "…" : "";
      const cell = data[place];
      if (column.number && typeof cell === "string") return empty(column, cell, data, made);
      if (column.key === "unit" && made.fictional.includes(data[made.code])) {
        return make("span", {}, cell, " ", make("span", { className: "tag o", textContent: made.words.fictional }));
      }
      return text(column, cell, data, made);
    };
  }

  /* --- columns ---------------------------------------------------------------------------------------- */

  const LETTER = 7.6; // pixels, about
  const SIDES = 26; // pixels beside the text of a cell
  const [LEAST, MOST] = [72, 320];

  const widthOf = (column) => Math.round(Math.min(MOST, Math.max(LEAST, SIDES + LETTER * column.letters)));

  function definition(column, place, made, widest) {
    const [key, sign] = (made.sort || "").startsWith("-") ? [made.sort.slice(1), "desc"] : [made.sort, "asc"];
    const pinned = column.pinned && WIDE.matches;
    return {
      colId: column.key,
      headerName: column.head,
      valueGetter: ({ data }) => (data ? data[place] : undefined),
      cellRenderer: renderer(column, place, made),
      cellClass: [column.number ? "num" : "tekst", place === 0 ? "pierwsza" : ""].filter(Boolean),
      headerClass: column.number ? "num" : "",
      pinned: pinned ? "left" : undefined,
      lockPinned: true,
      sortable: true,
      resizable: true,
      suppressHeaderMenuButton: true,
      sortingOrder: column.number ? ["desc", "asc", null] : ["asc", "desc", null],
      comparator: () => 0,
      sort: column.key === key ? sign : null,
      minWidth: widthOf(column),
      width: widthOf(column),
      ...(pinned || !widest ? {} : { flex: 1 }),
    };
  }

  /* A few columns share the whole width; many keep their own and scroll. */
  function definitions(made, width) {
    const total = made.columns.reduce((sum, column) => sum + widthOf(column), SCROLLBAR);
    const found = [];
    made.columns.forEach((column, place) => {
      const one = definition(column, place, made, total < width);
      const last = found[found.length - 1];
      if (!column.over) found.push(one);
      else if (last && last.children && last.headerName === column.over) last.children.push(one);
      else found.push({ headerName: column.over, headerClass: "nad", marryChildren: true, children: [one] });
    });
    return found;
  }

  /* --- rows --------------------------------------------------------------------------------------------- */

  const queryOf = (made) => made.rows_url + (made.rows_url.includes("?") ? "&" : "?");

  async function fetchRows(made, from, count, signal) {
    const answer = await fetch(`${queryOf(made)}from=${from}&count=${count}`, { signal });
    if (answer.ok) return (await answer.json()).data;
    const wait = Number(answer.headers.get("Retry-After")) || 0;
    throw Object.assign(new Error(String(answer.status)), { wait: Math.min(wait, MOST_WAIT) });
  }

  function source(state) {
    const { made, abort } = state;
    return {
      rowCount: made.rows,
      getRows: async ({ startRow, endRow, successCallback, failCallback }) => {
        const count = Math.min(endRow, made.rows) - startRow;
        for (let tries = 1; !abort.signal.aborted; tries += 1) {
          try {
            successCallback(await fetchRows(made, startRow, count, abort.signal), made.rows);
            return;
          } catch (error) {
            if (abort.signal.aborted) break;
            if (tries === TRIES) {
              failed(state);
              break;
            }
            await new Promise((resolve) => { setTimeout(resolve, 1000 * (error.wait || tries / 2)); });
          }
        }
        failCallback(); // also of a stopped question: the grid counts the open ones and asks two at a time
      },
    };
  }

  function failed(state) {
    if (state.root.querySelector(".dane-blad")) return;
    const again = make("button", { type: "button", className: "b s", textContent: state.made.words.retry });
    const note = make("div", { className: "uw dane-blad" }, make("p", { textContent: state.made.words.failed }), again);
    note.setAttribute("role", "alert");
    again.addEventListener("click", () => {
      note.remove();
      load(state);
      state.host.querySelector(".ag-cell, .ag-header-cell")?.focus();
    });
    state.root.prepend(note);
  }

  function load(state) {
    if (state.abort) state.abort.abort();
    state.abort = new AbortController();
    state.api.setGridOption("datasource", source(state));
  }

  /* --- what is seen ---------------------------------------------------------------------------------------- */

  /* By where the rows are drawn: of a table higher than a browser can draw, the grid squeezes the
   * heights, so nothing can be counted from pixels. */
  function tell({ made, root }) {
    const place = document.querySelector("[data-dane-widac]");
    const body = root.querySelector(".ag-grid-viewport");
    if (!place || !body) return;
    const { bottom } = body.getBoundingClientRect();
    const top = root.querySelector(".ag-header").getBoundingClientRect().bottom;
    const seen = [...root.querySelectorAll(".ag-grid-scrolling-container > .ag-row")].filter((row) => {
      const box = row.getBoundingClientRect();
      return box.bottom > top + box.height / 2 && box.top < bottom - box.height / 2;
    }).map((row) => Number(row.getAttribute("row-index")) + 1);
    if (!seen.length) return;
    const count = (number) => window.smup.number(number, 0, made.lang, false);
    const words = { "{first}": Math.min(...seen), "{last}": Math.max(...seen), "{all}": made.rows };
    place.textContent = Object.entries(words).reduce((line, [mark, number]) => line.replace(mark, count(number)), made.words.seen);
  }

  function tellSoon(state) {
    clearTimeout(state.timer);
    state.timer = setTimeout(() => tell(state), DRAWN);
  }

  /* --- the grid -------------------------------------------------------------------------------------------- */

  function themed(theme) {
    return theme.withParams({
      fontFamily: "inherit",
      fontSize: 15,
      headerFontSize: 14,
      headerFontWeight: 600,
      foregroundColor: "#17232D",
      headerTextColor: "#44535F",
      backgroundColor: "#FFFFFF",
      headerBackgroundColor: "#FFFFFF",
      oddRowBackgroundColor: "#FFFFFF",
      rowHoverColor: "#F7FAFC",
      borderColor: "#D5DDE2",
      accentColor: "#0A558C",
      wrapperBorder: false,
      wrapperBorderRadius: 0,
      headerRowBorder: false,
      rowHeight: ROW,
      headerHeight: 38,
      cellHorizontalPadding: 10,
      iconSize: 14,
    });
  }

  function options(state, library_) {
    const { made } = state;
    return {
      theme: themed(library_.theme),
      localeText: library_.words[made.lang],
      rowModelType: "infinite",
      columnDefs: definitions(made, state.host.clientWidth),
      cacheBlockSize: BLOCK,
      maxBlocksInCache: BLOCKS,
      blockLoadDebounceMillis: 60,
      infiniteInitialRowCount: made.rows,
      rowHeight: ROW,
      rowBuffer: 10,
      alwaysShowVerticalScroll: made.rows > MOST_SEEN,
      suppressMovableColumns: true,
      suppressMultiSort: true,
      suppressCellFocus: false,
      suppressColumnVirtualisation: false,
      enableCellTextSelection: true,
      ensureDomOrder: true,
      animateRows: false,
      suppressNoRowsOverlay: true,
      rowClassRules: { ja: ({ data }) => Boolean(state.made.mine && data && data[state.made.code] === state.made.mine) },
      onSortChanged: ({ api }) => sorted(api, state),
      onViewportChanged: () => tellSoon(state),
      onModelUpdated: () => tellSoon(state),
      onBodyScroll: () => tellSoon(state),
    };
  }

  function sorted(api, state) {
    const column = api.getColumnState().find((one) => one.sort);
    const sort = column ? (column.sort === "desc" ? "-" : "") + column.colId : null;
    if (sort === state.made.sort) return;
    if (state.abort) state.abort.abort(); // the rows of the old order are of no use
    window.smupDesk.ask((query) => window.smupDesk.put(query, "sort", sort));
  }

  /* An order that the server refused brings no other table: the rows of this one are wanted again. */
  function resume() {
    if (!shown || !shown.abort.signal.aborted) return;
    follow(shown);
    load(shown);
  }

  const columnsOf = (made) => JSON.stringify(made.columns.map((column) => ({ ...column, letters: 0 })));

  function size(state) {
    const seen = Math.min(state.made.rows, MOST_SEEN);
    const heads = state.made.columns.some((column) => column.over) ? 2 : 1;
    state.root.style.height = `${seen * ROW + heads * 38 + 20}px`;
  }

  function name(state) {
    const grid = state.root.querySelector("[role=grid], [role=treegrid]");
    if (grid) grid.setAttribute("aria-label", state.made.words.label);
  }

  function create(library_, host, made) {
    const root = make("div", { className: "dane-ag" });
    const state = { host, made, root };
    host.replaceChildren(root);
    host.parentElement.classList.add("gotowa");
    size(state);
    state.api = library_.createGrid(root, options(state, library_));
    name(state);
    remember(state);
    load(state);
    return state;
  }

  /* An answer draws the place of the grid anew, and the focus in it would be lost. */
  function remember(state) {
    state.root.addEventListener("focusin", ({ target }) => {
      const head = target.closest(".ag-header-cell");
      const cell = target.closest(".ag-cell");
      const id = (head || cell)?.getAttribute("col-id");
      state.focused = id ? { id, row: cell ? Number(cell.parentElement.getAttribute("row-index")) : null } : null;
    });
    document.addEventListener("focusin", ({ target }) => {
      if (!state.root.contains(target) && target !== document.body) state.focused = null;
    });
  }

  function refocus(state) {
    if (!state.focused || document.activeElement !== document.body) return;
    const { id, row } = state.focused;
    if (row !== null) state.api.setFocusedCell(Math.min(row, state.made.rows - 1), id);
    else state.root.querySelector(`.ag-header-cell[col-id="${CSS.escape(id)}"]`)?.focus();
  }

  /* Another table in the same columns keeps the grid, its place sideways and the focus in it. */
  function renew(state, host, made) {
    if (state.host !== host) host.replaceChildren(state.root);
    host.parentElement.classList.add("gotowa");
    const same = columnsOf(state.made) === columnsOf(made);
    Object.assign(state, { host, made });
    size(state);
    name(state);
    if (!same) state.api.setGridOption("columnDefs", definitions(made, host.clientWidth));
    else follow(state);
    load(state);
    requestAnimationFrame(() => refocus(state));
  }

  /* The arrow of the head follows the server, which may have refused to sort. */
  function follow({ api, made }) {
    const now = api.getColumnState().find((one) => one.sort);
    const held = now ? (now.sort === "desc" ? "-" : "") + now.colId : null;
    if (held === made.sort) return;
    const [key, sort] = (made.sort || "").startsWith("-") ? [made.sort.slice(1), "desc"] : [made.sort, "asc"];
    api.applyColumnState({ state: key ? [{ colId: key, sort }] : [], defaultState: { sort: null } });
  }

  function forget() {
    if (!shown) return;
    if (shown.abort) shown.abort.abort();
    shown.api.destroy();
    shown = null;
  }

  async function show() {
    const host = document.querySelector("[data-dane-siatka]");
    if (!host) return;
    const text_ = host.dataset.daneSiatka;
    const drawn = () => host.smupTable === text_ && host.firstElementChild;
    if (drawn()) return;
    const made = JSON.parse(text_);
    if (!made.script) return;
    let found;
    try {
      found = await library(made.script);
    } catch {
      return; // the HTML table stays
    }
    if (!host.isConnected || host.dataset.daneSiatka !== text_ || drawn()) return;
    host.smupTable = text_;
    if (shown && shown.made.lang !== made.lang) forget();
    if (shown) renew(shown, host, made);
    else shown = create(found, host, made);
  }

  WIDE.addEventListener("change", () => {
    if (shown) shown.api.setGridOption("columnDefs", definitions(shown.made, shown.host.clientWidth));
  });
  document.addEventListener("smup:desk", () => setTimeout(resume, AFTER_ANSWER_MS));
  document.addEventListener("smup:page", () => {
    if (shown && !document.querySelector("[data-dane-siatka]")) forget();
  });
  new MutationObserver(show).observe(document.documentElement, {
    childList: true, subtree: true, attributes: true, attributeFilter: ["data-dane-siatka"],
  });
})();
