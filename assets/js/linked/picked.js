/* Pictures of the linked view with what is picked in it: the line and the dot of a unit, the range. */
(function () {
  "use strict";
  const smup = (window.smup = window.smup || {});
  const SELECTED = "#2F9BD1";

  function withPickedTrend(figure, state) {
    const { view, matrix, picked } = state;
    const code = picked.sel;
    if (!figure || !code || code === view.unit || !matrix.at.has(code)) return figure;
    const line = {
      type: "scatter", mode: "lines+markers", name: view.nameOf(code), connectgaps: false,
      ...smup.cutLine(matrix.years, smup.seriesOf(code, state), view.breaks),
      line: { color: SELECTED, width: 2, dash: "dot" }, marker: { size: 7, color: SELECTED },
      hovertemplate: `<b>${escaped(view.nameOf(code))}</b> %{y}<extra></extra>`,
    };
    return { ...figure, data: [...figure.data, line] };
  }

  function withPickedDot(figure, state) {
    const { view, matrix, year, picked } = state;
    const value = picked.sel && picked.sel !== view.unit
      ? matrix.value(matrix.rowOf(year), matrix.at.get(picked.sel)) : null;
    if (!figure || value === null) return figure;
    const dot = {
      type: "scatter", mode: "markers", x: [value], y: [0], cliponaxis: false, hoverinfo: "text",
      text: [escaped(view.nameOf(picked.sel))],
      marker: { size: 14, color: SELECTED, line: { color: "#fff", width: 2 } },
    };
    return { ...figure, data: [...figure.data, dot] };
  }

  function withRange(figure, picked) {
    if (!figure || !smup.rangeTest(picked)) return figure;
    const ends = smup.stretch(figure, picked);
    const band = {
      type: "rect", xref: "x", yref: "paper", y0: 0, y1: 1, x0: ends.low, x1: ends.high,
      fillcolor: "#0A558C", opacity: 0.12, line: { width: 1, color: "#0A558C" },
    };
    const layout = { ...figure.layout, shapes: [...(figure.layout.shapes || []), band] };
    return { ...figure, layout };
  }

  function escaped(text) {
    return text.replace(/[<>&]/g, (sign) => ({ "<": "&lt;", ">": "&gt;", "&": "&amp;" })[sign]);
  }

  Object.assign(smup, { withPickedTrend, withPickedDot, withRange });
})();
