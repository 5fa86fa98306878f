/* The linked view: one state, four pictures. The server sends what the selection says for all its
 * years (the payload); a change of the year, a brushed range, a picked unit and the colouring are
 * worked out here, without a request. The address always tells the state. */
(function () {
  "use strict";
  const smup = (window.smup = window.smup || {});
  const NOTHING = () => window.dash_clientside.no_update;
  const PATTERNS = {
    "did-not-occur": "wz-zero",
    "below-format": "wz-form",
    missing: "wz-brak",
    secret: "wz-taj",
    "not-applicable": "wz-nd",
    "not-yet-published": "wz-np",
  };
  const IDS = {
    ask: "view-ask",
    picked: "view-picked",
    map: "view-map",
    table: "view-table",
    notice: "view-notice",
  };
  let shown = null;

  const set = (id, data) => window.dash_clientside.set_props(id, { data });
  const byId = (id) => document.getElementById(id);

  /* --- from the payload to what the pictures need -------------------------------------------- */

  const views = new WeakMap();

  async function load(payload) {
    const [matrix, units] = await Promise.all([
      smup.loadMatrix(payload.view.matrix_url),
      smup.loadUnits(payload.view.units_url),
    ]);
    if (!views.has(payload)) {
      views.set(payload, {
        ...payload.view,
        units,
        collator: new Intl.Collator("pl"), // names are Polish on English pages too
        nameOf: (code) => displayName(units.get(code), payload.view.words.names, code),
        patterns: PATTERNS,
      });
    }
    return { matrix, view: views.get(payload) };
  }

  function displayName(unit, names, code) {
    if (!unit) return code;
    const form = names[unit.kindCode];
    return form ? form.replace("{name}", unit.name) : unit.name;
  }

  /* --- the map --------------------------------------------------------------------------------- */

  function mapHandlers() {
    return {
      pick: (code) => pick(code),
      focus: () => {
        const unit = shown && shown.view.place;
        return unit || null;
      },
      describe: (code) => describe(code),
    };
  }

  function describe(code) {
    if (!shown) return null;
    const { view, matrix, year } = shown;
    const row = matrix.rowOf(year);
    const column = matrix.at.get(code);
    const flag = matrix.flag(row, column);
    const value = matrix.value(row, column);
    const text = value !== null && flag !== 2
      ? smup.amount(value, view.indicator, view.lang)
      : view.words.empty[smup.FLAGS[flag]];
    const median = view.stats[year] && view.words.median.replace(
      "{value}", smup.amount(view.stats[year].median, view.indicator, view.lang));
    return [
      smup.make("b", { textContent: view.nameOf(code) }),
      smup.make("small", { textContent: smup.whereabouts(view.units.get(code), view) }),
      smup.make("span", { textContent: `${text} · ${year}` }),
      median ? smup.make("small", { textContent: median }) : null,
      smup.noteHint(code, view, year),
    ].filter(Boolean);
  }

  function paint(state) {
    const map = smup.mapIn(byId(IDS.map), mapHandlers());
    if (!map) return false;
    const { view, matrix, year, mode, picked } = state;
    const row = matrix.rowOf(year);
    const scheme = smup.schemeOf(view.map, view.stats[year], mode);
    map.paint((code) => {
      const column = matrix.at.get(code);
      return smup.fillOf(matrix.flag(row, column), matrix.value(row, column), scheme);
    });
    const inRange = smup.rangeTest(picked);
    map.filter(inRange && ((code) => {
      const value = matrix.value(row, matrix.at.get(code));
      return code === view.unit || (value !== null && inRange(value));
    }));
    const peers = view.outline_members ? view.members.filter((code) => code !== view.unit) : [];
    map.mark([
      ...peers.map((code) => ({ code, className: "grupa" })),
      ...(picked.sel ? [{ code: picked.sel, className: "tlo wyr" }] : []),
      ...(view.unit ? [{ code: view.unit, className: "tlo ja" }] : []),
    ]);
    return true;
  }

  /* The graph is drawn by Plotly some time after the page; paint as soon as it is there. */
  function paintWhenDrawn(state, tries) {
    if (state !== shown || paint(state)) return settle(state);
    if ((tries || 0) < 600) window.requestAnimationFrame(() => paintWhenDrawn(state, (tries || 0) + 1));
    return undefined;
  }

  function settle(state) {
    const woj = state.picked.woj || null;
    const map = smup.mapIn(byId(IDS.map), mapHandlers());
    if (!map || map.zoomedTo === woj) return;
    const first = map.zoomedTo === undefined;
    map.zoomedTo = woj;
    if (woj) map.frame([...map.paths.keys()].filter((code) => code.startsWith(woj)));
    else if (!first) map.whole();
  }

  /* --- picking ---------------------------------------------------------------------------------- */

  function pick(code) {
    if (!shown) return;
    const picked = { ...shown.picked, sel: shown.picked.sel === code ? null : code };
    set(IDS.picked, picked);
  }

  function changePicked(changes) {
    if (shown) set(IDS.picked, { ...shown.picked, ...changes });
  }

  function ask(changes) {
    set(IDS.ask, changes);
  }

  /* Another indicator has another unit of measure, so a range of the old one says nothing. */
  function askIndicator(changes) {
    if (smup.rangeTest(shown.picked)) changePicked({ low: null, high: null });
    ask(changes);
  }

  document.addEventListener("click", (event) => {
    const plain = event.button === 0 && !event.ctrlKey && !event.metaKey && !event.shiftKey;
    const target = event.target.closest(
      "a[data-ind], a[data-service], [data-pick], [data-sort], [data-more], [data-zoom], [data-clear]");
    if (!target || !plain || !shown) return;
    const data = target.dataset;
    if (data.ind) {
      preview(data.ind);
      askIndicator({ ind: data.ind });
    }
    else if (data.service !== undefined) askIndicator({ service: data.service || null, ind: null, level: data.level || null });
    else if (data.pick) pick(data.pick);
    else if (data.sort) changePicked({ sort: data.sort });
    else if (data.more) showMore(Number(data.more));
    else if (data.zoom) zoom(data.zoom);
    else if (data.clear === "range") changePicked({ low: null, high: null });
    else if (data.clear === "sel") changePicked({ sel: null });
    event.preventDefault();
  }, true);

  function showMore(limit) {
    shown.view.rowLimit = limit;
    drawTable(shown);
  }

  function zoom(how) {
    const map = smup.mapIn(byId(IDS.map), mapHandlers());
    if (!map) return;
    if (how === "in") map.zoom(1);
    else if (how === "out") map.zoom(-1);
    else {
      map.whole();
      map.zoomedTo = null;
      changePicked({ woj: null });
      const list = byId("view-zoom-field");
      if (list) list.value = "";
      set("view-zoom", "");
    }
  }

  /* Values of an indicator are fetched when its card is pointed at or focused; a click then colours
   * the map at once, before the server has said the rest. */
  function prefetch(event) {
    const card = event.target.closest && event.target.closest("a[data-ind]");
    const known = card && shown && shown.view.cards[card.dataset.ind];
    if (known) smup.loadMatrix(known.matrix_url).then((matrix) => { known.matrix = matrix; }, () => {});
  }
  document.addEventListener("pointerover", prefetch);
  document.addEventListener("focusin", prefetch);

  function preview(code) {
    const known = shown.view.cards[code];
    const map = smup.mapIn(byId(IDS.map), mapHandlers());
    if (!known || !known.matrix || !map || shown.mode !== "value") return;
    const { matrix } = known;
    const row = matrix.rowOf(shown.year);
    const scheme = { breaks: matrix.breaks, colours: smup.rampOf(known.ramp, matrix.breaks.length + 1) };
    map.paint((unit) => {
      const column = matrix.at.get(unit);
      return smup.fillOf(matrix.flag(row, column), matrix.value(row, column), scheme);
    });
  }

  function drawTable(state) {
    const box = byId(IDS.table);
    if (!box) return;
    const count = smup.drawTable(box, state.view, state.matrix, state.year, state.picked);
    const notice = byId(IDS.notice);
    if (notice) {
      notice.textContent = state.view.words.rows
        .replace("{shown}", count.shown).replace("{rows}", count.rows);
    }
  }

  /* --- what Dash calls --------------------------------------------------------------------------- */

  const nextFrame = () => new Promise((done) => window.requestAnimationFrame(() => window.setTimeout(done)));

  /* Show the state; the map first, then, after the browser has painted, the rest. */
  async function show(payload, year, mode, picked, tab, drawnLevel) {
    const nothing = Array(13).fill(NOTHING());
    if (!payload) return nothing;
    const titles = payload.titles;
    const heads = [titles.title, titles.trend, titles.distribution, titles.table, titles.key];
    toggle("view-empty", payload.empty);
    toggle("view-pictures", !payload.empty);
    if (payload.empty) {
      shown = null;
      return [payload.sentence, [], [], NOTHING(), NOTHING(), [], "", ...heads, NOTHING()];
    }
    const { matrix, view } = await load(payload);
    const known = payload.view.years.includes(year) ? year : payload.latest;
    const state = {
      payload, view, matrix, year: known, mode: mode || "value", picked: atLevel(picked, matrix), tab: tab || "map",
    };
    shown = state;
    paintWhenDrawn(state);
    await nextFrame();
    if (shown !== state) return nothing;
    smup.writeAddress(state);
    fillRange(state.picked, view.lang);
    drawTable(state);
    document.dispatchEvent(new CustomEvent("smup:shown", { detail: state }));
    const frame = payload.frames[String(known)];
    const distribution = smup.withRange(smup.withPickedDot(frame.distribution, state), state.picked);
    return [
      frame.sentence,
      frame.kpi,
      smup.withPressed(frame.legend[state.mode], state.picked),
      smup.withAdded(smup.withPickedTrend(payload.trend, state), state),
      distribution,
      chips(state),
      frame.note,
      ...heads,
      view.level === drawnLevel ? NOTHING() : view.level,
    ];
  }

  /* A unit picked at another level is not in the pictures of this one. */
  function atLevel(picked, matrix) {
    const known = !picked || !picked.sel || matrix.at.has(picked.sel);
    return known ? picked || {} : { ...picked, sel: null };
  }

  function toggle(id, on) {
    const box = byId(id);
    if (box) box.hidden = !on;
  }

  /* Removable chips of what is filtered and picked, as components for Dash. */
  function chips(state) {
    const { view, picked } = state;
    const chip = (text, what, label) => ({
      namespace: "dash_html_components", type: "Span", props: {
        className: "chip", children: [text, {
          namespace: "dash_html_components", type: "Button", props: {
            type: "button", children: "×", "data-clear": what, "aria-label": label } }] } });
    const found = [];
    const profile = (code) => ({
      namespace: "dash_html_components", type: "A", props: {
        href: smup.profileAt(view, code), children: `${view.nameOf(code)}: ${view.words.profile}` } });
    if (smup.rangeTest(picked)) {
      found.push(chip(rangeText(picked, view), "range", view.words.clear_range));
    }
    if (picked.sel) found.push(chip(profile(picked.sel), "sel", view.words.clear_sel));
    return found;
  }

  /* A range in words; either end may be open. */
  function rangeText({ low, high }, view) {
    const [least, most] = [low, high].map((end) => end ?? null);
    if (least === null) return view.words.to.replace("{value}", smup.amount(most, view.indicator, view.lang));
    if (most === null) return view.words.from.replace("{value}", smup.amount(least, view.indicator, view.lang));
    const start = smup.number(least, view.indicator.decimals, view.lang);
    return `${start}–${smup.amount(most, view.indicator, view.lang)}`;
  }

  const trigger = () => {
    const [first] = window.dash_clientside.callback_context.triggered;
    return first ? first.prop_id : "";
  };

  /* Merge the choice that was made into the question to the server. */
  function question(unit, group, level, asked, before, payload) {
    const changes = {
      "view-unit.data": unit && { unit: unit.code || null },
      "view-group.data": group && { group },
      "view-level.value": level && payload && level !== payload.level && { level },
      "view-ask.data": asked,
    }[trigger()];
    if (!changes) return NOTHING();
    const next = { ...before, ...changes };
    return JSON.stringify(next) === JSON.stringify(before) ? NOTHING() : next;
  }

  /* A brushed or typed range, a clicked dot, a voivodeship to enlarge. */
  function picked(selection, click, woj, low, high, before) {
    const now = before || {};
    const next = {
      "view-distribution.selectedData": () => brushed(selection, now),
      "view-distribution.clickData": () => clicked(click, now),
      "view-zoom.data": () => (woj === null || woj === undefined ? null : { ...now, woj: woj || null }),
      "view-low.value": () => typed("low", low, now),
      "view-high.value": () => typed("high", high, now),
    }[trigger()];
    const result = next ? next() : null;
    return !result || JSON.stringify(result) === JSON.stringify(before) ? NOTHING() : result;
  }

  function brushed(selection, now) {
    const range = selection && selection.range && selection.range.x;
    if (!range) return null;
    const decimals = shown ? shown.view.indicator.decimals : 2;
    const [low, high] = [Math.min(...range), Math.max(...range)]
      .map((x) => Number(x.toFixed(decimals)));
    return { ...now, low, high };
  }

  function clicked(click, now) {
    const code = click && click.points && click.points[0] && click.points[0].customdata;
    if (typeof code !== "string") return null;
    return { ...now, sel: now.sel === code ? null : code };
  }

  /* "14 820,5" and "14820.5" are the same number; what is no number changes nothing. */
  function typed(end, text, now) {
    const plain = String(text ?? "").replace(/\s/g, "").replace(",", ".");
    const number = plain === "" ? null : Number(plain);
    return Number.isNaN(number) ? null : { ...now, [end]: number };
  }

  /* The fields tell the range however it was made: brushed, typed, from the address, removed. */
  function fillRange(picked, lang) {
    ["low", "high"].forEach((end) => {
      const field = byId(`view-${end}`);
      const value = String(picked[end] ?? "").replace(".", lang === "en" ? "." : ",");
      if (!field || field === document.activeElement || field.value === value) return;
      window.dash_clientside.set_props(`view-${end}`, { value });
    });
  }

  /* What other scripts of the view may ask and do. */
  smup.linked = { shown: () => shown, load, changePicked, pick, ask, mapHandlers };

  window.dash_clientside = window.dash_clientside || {};
  window.dash_clientside.linked = { show, question, picked };

  /* A drag of the year paints the map at once; the rest follows through Dash. */
  document.addEventListener("smup:year", (event) => {
    const year = event.detail && Number(event.detail.year);
    if (!shown || !shown.payload.view.years.includes(year)) return;
    shown = { ...shown, year };
    paint(shown);
  });
})();
