/* The map of unit costs, or of deviations: paths coloured by class, kinds of empty patterned, the
 * group outlined. Drawing, hover and zoom are those of assets/js/linked/map.js. */
(function () {
  "use strict";
  const cost = (window.smupCost = window.smupCost || {});
  const PATTERNS = { b: "url(#wz-brak)", n: "#DDE3E7" };
  let latest = null; // what is to be shown; the map may be drawn later
  const indexes = new WeakMap(); // place of each code, by the map of the record

  function indexOf(map) {
    if (!indexes.has(map)) indexes.set(map, new Map(map.codes.map((code, at) => [code, at])));
    return indexes.get(map);
  }

  const container = () => document.querySelector(".koszt-trojkat .koszt-mapa");

  function handlers() {
    return { pick: (code) => cost.pick(code), focus: () => null, describe };
  }

  function describe(code) {
    if (!latest) return null;
    const { record, state } = latest;
    const { make } = window.smup;
    const at = indexOf(record.map).get(code);
    const { classes, numbers } = record.map[state.map];
    const unit = record.units && record.units.get(code);
    const powiat = unit && unit.powiat ? record.words.in_powiat.replace("{name}", unit.powiat) : "";
    const where = unit ? [unit.kind[record.lang], powiat].filter(Boolean).join(", ") : "";
    const format = record.formats[state.map];
    const empty = classes[at] === "n" ? record.words.not_run : record.words.unknown;
    const value = numbers[at];
    const sign = state.map === "deviation" && value > 0 ? "+" : "";
    const text = value === null || value === undefined ? empty
      : `${sign}${window.smup.amount(value, { ...format, decimals: state.map === "deviation" ? 0 : format.decimals }, record.lang)}`;
    return [
      make("b", { textContent: cost.nameOf(record, code) }),
      make("small", { textContent: where }),
      make("span", { textContent: text }),
    ];
  }

  function paint(view) {
    const map = window.smup.mapIn(container(), handlers());
    if (!map || !map.paths) return false;
    const { record, state, picked, keeps } = view;
    const at = indexOf(record.map);
    const { classes, colours } = record.map[state.map];
    map.paint((code) => {
      const sign = classes[at.get(code)] || "b";
      return PATTERNS[sign] || colours[Number(sign)];
    });
    map.filter(keeps && ((code) => code === record.mine || keeps(code)));
    const peers = record.map.outlined ? record.rows.map((row) => row.code).filter((code) => code !== record.mine) : [];
    map.mark([
      ...peers.map((code) => ({ code, className: "grupa" })),
      ...(picked && picked !== record.mine ? [{ code: picked, className: "tlo wyr" }] : []),
      ...(record.mine ? [{ code: record.mine, className: "tlo ja" }] : []),
    ]);
    if (record.map.framed && map.framedFor !== record.mine) {
      map.framedFor = record.mine;
      map.frame(record.rows.map((row) => row.code));
    }
    return true;
  }

  /* The graph is drawn by Plotly some time after the page; paint as soon as it is there. */
  function paintWhenDrawn(view, tries) {
    if (view !== latest || paint(view) || tries > 600) return;
    window.requestAnimationFrame(() => paintWhenDrawn(view, tries + 1));
  }

  cost.drawMap = function (view) {
    if (!view.record.map || !container()) return;
    latest = view;
    paintWhenDrawn(view, 0);
  };

  cost.zoomMap = function ({ record }, how) {
    const map = container() && window.smup.mapIn(container(), handlers());
    if (!map) return;
    if (how === "in") map.zoom(1);
    else if (how === "out") map.zoom(-1);
    else if (how === "group") map.frame(record.rows.map((row) => row.code));
    else map.whole();
  };
})();
