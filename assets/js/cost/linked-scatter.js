/* The scatter of two readings of a service: names in the hover texts, what a range leaves out faded,
 * the picked unit ringed. The figure is the server's (smup/figures/cost_scatter.py). */
(function () {
  "use strict";
  const cost = (window.smupCost = window.smupCost || {});
  const NAME = "triangle";
  const NARROW = 576;
  const FAINT = 0.14;
  const PICKED = "#2F9BD1";
  const places = new WeakMap(); // both readings of each unit, by the pair

  const widthNow = () => (window.innerWidth < NARROW ? "narrow" : "wide");
  let width = null;

  cost.placesOf = function (pair) {
    if (!places.has(pair)) {
      const found = new Map();
      pair.data.forEach((trace) => (trace.customdata || []).forEach((code, at) => {
        found.set(code, [trace.x[at], trace.y[at]]);
      }));
      places.set(pair, found);
    }
    return places.get(pair);
  };

  /* Names come from people's lists of units: they must not be read as tags. */
  const escaped = (text) => text.replace(/[<>&]/g, (sign) => ({ "<": "&lt;", ">": "&gt;", "&": "&amp;" })[sign]);

  function traceOf(trace, { record, keeps }) {
    if (!trace.customdata) return trace;
    const text = trace.customdata.map((code) => {
      const row = record.byCode.get(code);
      return row ? `${escaped(row.name)}, ${escaped(row.where)}` : code;
    });
    if (!keeps || trace.name === "mine") return { ...trace, text };
    const opacity = trace.customdata.map((code) => (keeps(code) ? trace.marker.opacity : FAINT));
    const still = { marker: { opacity } };
    return { ...trace, text, marker: { ...trace.marker, opacity }, selected: still, unselected: still };
  }

  function ring(pair, { record, picked }) {
    const at = picked && picked !== record.mine && cost.placesOf(pair).get(picked);
    if (!at) return null;
    return {
      type: "scatter", mode: "markers", x: [at[0]], y: [at[1]], hoverinfo: "skip",
      marker: { size: 17, color: PICKED, line: { color: "#10243A", width: 2 } },
    };
  }

  function label(pair, view, axis) {
    const at = cost.placesOf(pair).get(view.picked);
    const right = (at[0] - axis[0]) / (axis[1] - axis[0]) > 0.72;
    return {
      text: escaped(cost.nameOf(view.record, view.picked)), x: at[0], y: at[1], showarrow: false,
      xanchor: right ? "right" : "left", xshift: right ? -12 : 12, bgcolor: "rgba(255,255,255,.86)",
      font: { size: 14, color: "#0A558C", weight: 650 },
    };
  }

  function boxOf([x0, x1, y0, y1]) {
    return {
      type: "rect", x0, x1, y0, y1, layer: "below", fillcolor: "rgba(10,85,140,.07)",
      line: { color: "#0A558C", width: 1.5, dash: "4px,3px" },
    };
  }

  function figureOf(view) {
    const pair = view.record.pairs[view.state.pair];
    const base = pair[width];
    const mark = ring(pair, view);
    const data = pair.data.map((trace) => traceOf(trace, view));
    const layout = {
      ...base,
      selections: [],
      shapes: view.state.box ? [...base.shapes, boxOf(view.state.box)] : base.shapes,
      annotations: mark ? [...base.annotations, label(pair, view, base.xaxis.range)] : base.annotations,
    };
    return { data: mark ? [...data, mark] : data, layout };
  }

  cost.drawScatter = function (view) {
    const pair = view.record.pairs[view.state.pair];
    if (!pair) return;
    width = widthNow();
    const named = document.querySelector(".koszt-trojkat [data-linked-scatter]");
    if (named) named.setAttribute("aria-label", pair.label);
    document.querySelectorAll(`.koszt-trojkat [data-cost-picture="${NAME}"]`).forEach((button) => {
      button.dataset.words = JSON.stringify({ ...JSON.parse(button.dataset.words), text: pair.text });
    });
    window.dash_clientside.set_props({ type: "cost-graph", name: NAME }, { figure: figureOf(view) });
    watch(0);
  };

  cost.fitScatter = function (view) {
    if (widthNow() !== width) cost.drawScatter(view);
  };

  function watch(tries) {
    const plot = cost.plotOf && cost.plotOf(NAME);
    if (!plot || !plot.on) {
      if (tries < 300) window.requestAnimationFrame(() => watch(tries + 1));
      return;
    }
    if (plot.smupLinked) return;
    plot.smupLinked = true;
    plot.on("plotly_click", (event) => {
      const code = event.points[0] && event.points[0].customdata;
      if (typeof code === "string") cost.pick(code);
    });
    plot.on("plotly_selected", (event) => {
      if (!event || !event.range || !event.range.x) return;
      const ends = [event.range.x, event.range.y].flatMap((pair) => pair.slice().sort((a, b) => a - b));
      cost.change({ box: ends, corner: null, limit: 0 });
    });
  }
})();
