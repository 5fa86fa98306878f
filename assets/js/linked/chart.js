/* Units added to the trend beside mine. Their values come from the matrix that the browser holds, so
 * adding one asks the server nothing; two digits at a lower level mean the median of a voivodeship. */
(function () {
  "use strict";
  const smup = (window.smup = window.smup || {});
  const MOST = 5;
  const STYLES = [
    { color: "#2F9BD1", text: "#1C6F9B", dash: "dot", symbol: "circle" },
    { color: "#C77700", text: "#8F5600", dash: "dash", symbol: "square" },
    { color: "#0B7A6F", text: "#0B6660", dash: "longdash", symbol: "triangle-up" },
    { color: "#6A4FB0", text: "#5A4A7D", dash: "dashdot", symbol: "cross" },
    { color: "#3E2A14", text: "#3E2A14", dash: "solid", symbol: "circle-open", thin: true },
  ];
  const LABEL_GAP = 17;
  const LETTER = 6.6;
  const NARROW = 520;
  const PLOT_SHARE = 0.86;

  smup.addedCodes = (picked) => ((picked && picked.add) || "").split(".").filter(Boolean);

  const isGroup = (code, view) => code.length === 2 && view.level !== "wojewodztwo";

  function median(numbers) {
    const sorted = numbers.slice().sort((a, b) => a - b);
    const middle = sorted.length >> 1;
    if (!sorted.length) return null;
    return sorted.length % 2 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }

  /* Values of a unit, or medians of a voivodeship, one a year; null where there is none. */
  smup.seriesOf = function (code, { view, matrix }) {
    if (!isGroup(code, view)) {
      const column = matrix.at.get(code);
      return matrix.years.map((_, row) => (matrix.hasValue(row, column) ? matrix.value(row, column) : null));
    }
    const columns = matrix.units.map((unit, at) => [unit, at]).filter(([unit]) => unit.startsWith(code));
    return matrix.years.map((_, row) =>
      median(columns.filter(([, at]) => matrix.hasValue(row, at)).map(([, at]) => matrix.value(row, at))));
  };

  smup.addedName = function (code, { view }) {
    return isGroup(code, view) ? (view.voivodeships || {})[code] || code : view.nameOf(code);
  };

  /* A line is cut where the series breaks or lacks a year: an empty point between does it. */
  smup.cutLine = function (years, values, breaks) {
    const x = [];
    const y = [];
    years.forEach((year, at) => {
      const before = years[at - 1];
      if (at && (year - before > 1 || breaks.some((edge) => before < edge && edge <= year))) {
        x.push(year - 0.5);
        y.push(null);
      }
      x.push(year);
      y.push(values[at]);
    });
    return { x, y };
  };

  function line(code, at, state) {
    const style = STYLES[at];
    const name = escaped(smup.addedName(code, state));
    const { view, matrix } = state;
    const cut = smup.cutLine(matrix.years, smup.seriesOf(code, state), view.breaks);
    return {
      type: "scatter", mode: "lines+markers", name, connectgaps: false, ...cut,
      line: { color: style.color, width: style.thin ? 1.5 : 2, dash: style.dash },
      marker: { symbol: style.symbol, size: 7, color: style.color },
      hovertemplate: cut.y.map((value) =>
        `${name} %{y:,.${view.indicator.decimals}f}${smup.unitAfter(view.indicator, value, view.lang)}<extra></extra>`),
    };
  }

  const escaped = (text) =>
    text.replace(/[<>&]/g, (sign) => ({ "<": "&lt;", ">": "&gt;", "&": "&amp;" })[sign]);

  /* Labels at the right end, pushed apart so that none covers another. */
  function spaced(labels, figure, height) {
    const ys = figure.data.flatMap((trace) => trace.y || []).filter(Number.isFinite);
    const low = Math.min(...ys);
    const scale = (height * PLOT_SHARE) / (Math.max(...ys) - low || 1);
    const sorted = labels.slice().sort((a, b) => a.y - b.y);
    const wanted = sorted.map((label) => (label.y - low) * scale);
    const placed = wanted.slice();
    for (let at = 1; at < placed.length; at += 1) placed[at] = Math.max(placed[at], placed[at - 1] + LABEL_GAP);
    const over = placed.length ? Math.max(0, placed[placed.length - 1] - height * PLOT_SHARE) : 0;
    return sorted.map((label, at) => ({ ...label, yshift: placed[at] - over - wanted[at] }));
  }

  /* The trend with the added lines and their labels. */
  smup.withAdded = function (figure, state) {
    const codes = smup.addedCodes(state.picked).filter((code) => known(code, state));
    if (!figure || !codes.length) return figure;
    const lines = codes.map((code, at) => line(code, at, state));
    const data = [...figure.data, ...lines];
    const notes = figure.layout.annotations || [];
    const isEnd = (note) => note.xref === "paper" && note.x === 1 && note.xanchor === "left";
    const ends = notes.filter(isEnd);
    lines.forEach((trace, at) => {
      const last = trace.y.filter(Number.isFinite).pop();
      if (last === undefined) return;
      ends.push({
        text: trace.name, x: 1, xref: "paper", y: last, xanchor: "left", xshift: 8, align: "left",
        showarrow: false, font: { size: 13, color: STYLES[at].text },
      });
    });
    const box = document.getElementById("view-trend");
    /* A narrow chart has no room for names at the right; the list under it has them with their signs. */
    if (box && box.clientWidth < NARROW) return { ...figure, data };
    const height = (box && box.clientHeight) || 300;
    const annotations = [...notes.filter((note) => !isEnd(note)), ...spaced(ends, { data }, height)];
    const longest = Math.max(...lines.map((trace) => trace.name.length));
    const margin = { ...figure.layout.margin, r: Math.max(figure.layout.margin.r, 20 + longest * LETTER) };
    return { ...figure, data, layout: { ...figure.layout, annotations, margin } };
  };

  function known(code, { view, matrix }) {
    return isGroup(code, view) ? matrix.units.some((unit) => unit.startsWith(code)) : matrix.at.has(code);
  }

  /* --- adding and removing ------------------------------------------------------------------------ */

  /* The code under which a chosen unit answers at the level shown: its powiat's, if need be. */
  function codeAtLevel(code, { view, matrix }) {
    if (matrix.at.has(code) || isGroup(code, view)) return code;
    const wider = { powiat: 4, wojewodztwo: 2 }[view.level];
    const shorter = wider ? code.slice(0, wider) : null;
    return shorter && matrix.at.has(shorter) ? shorter : null;
  }

  smup.addUnit = function (code) {
    const state = smup.linked.shown();
    const at = state && codeAtLevel(code, state);
    const codes = state ? smup.addedCodes(state.picked) : [];
    const box = document.getElementById("chart-said");
    if (!state || !box) return;
    const { full, absent } = box.dataset;
    box.textContent = !at || at === state.view.unit ? absent : codes.length >= MOST && !codes.includes(at) ? full : "";
    if (box.textContent || codes.includes(at)) return;
    smup.linked.changePicked({ add: [...codes, at].join(".") });
  };

  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-add], [data-drop]");
    if (!button) return;
    const { add, drop } = button.dataset;
    if (add) smup.addUnit(add);
    else {
      const left = smup.addedCodes(smup.linked.shown().picked).filter((code) => code !== drop);
      smup.linked.changePicked({ add: left.join(".") || null });
    }
  });

  const html = (type, props) => ({ namespace: "dash_html_components", type, props });

  /* The list beside the chart: what is drawn with its sign and a button to remove it, then what may
   * be added. `near` is [{code, name}]. */
  smup.addedList = function (state, near, words) {
    const codes = smup.addedCodes(state.picked).filter((code) => known(code, state));
    const row = (code, name, at) => html("Li", { key: code, children: [
      html("I", { className: at === null ? "probka" : `probka l${at}`, "aria-hidden": "true" }),
      html("Span", { children: name }),
      html("Button", {
        type: "button", className: "b l", children: at === null ? words.add : words.drop,
        "aria-label": `${at === null ? words.add : words.drop}: ${name}`,
        ...(at === null ? { "data-add": code } : { "data-drop": code }),
      }),
    ] });
    const drawn = codes.map((code, at) => row(code, smup.addedName(code, state), at));
    const others = near.filter(({ code }) => !codes.includes(code)).map(({ code, name }) => row(code, name, null));
    return [...drawn, ...others];
  };
})();
