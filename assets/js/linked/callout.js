/* The name and value of my unit on the large map, with a line to its place: a town alone is too small
 * to be found. It is drawn inside the map, so a saved picture has it too. */
(function () {
  "use strict";
  const smup = (window.smup = window.smup || {});
  const INK = "#17232D";
  const MINE = "#B3124A";
  const PAD = 10;
  const AWAY = { x: 44, y: 62 };
  const TRIES = 600;

  function words(state) {
    const { view, matrix, year } = state;
    const row = matrix.rowOf(year);
    const column = matrix.at.get(view.unit);
    const flag = matrix.flag(row, column);
    const value = matrix.value(row, column);
    const text = value !== null && flag !== 2
      ? smup.amount(value, view.indicator, view.lang) : view.words.empty[smup.FLAGS[flag]];
    const stats = view.stats[year];
    const median = stats ? view.words.median.replace("{value}", smup.number(stats.median, view.indicator.decimals, view.lang)) : "";
    return [`${view.nameOf(view.unit)} ${text}`, median].filter(Boolean);
  }

  function place(map, state) {
    const svg = map.graph.querySelector(".main-svg");
    svg.querySelectorAll(":scope > .metka").forEach((old) => old.remove());
    const path = map.paths.get(state.view.unit);
    if (!path || !path.getAttribute("d")) return;
    const box = path.getBBox();
    const at = { x: box.x + box.width / 2, y: box.y + box.height / 2 };
    const room = map.graph.getBoundingClientRect();
    if (at.x < 0 || at.y < 0 || at.x > room.width || at.y > room.height) return;
    const group = smup.svg("g", { class: "metka", "pointer-events": "none" });
    const lines = words(state).map((text, index) => {
      const node = smup.svg("text", {
        x: 0, y: 0, "font-size": index ? 13 : 15, "font-weight": index ? 400 : 700, fill: index ? INK : MINE,
      });
      node.textContent = text;
      group.append(node);
      return node;
    });
    svg.append(group);
    const width = Math.max(...lines.map((line) => line.getComputedTextLength())) + 2 * PAD;
    const height = 10 + 19 * lines.length;
    const left = Math.min(Math.max(4, at.x - AWAY.x - width), room.width - width - 4);
    const above = at.y - AWAY.y - height > 4;
    const top = above ? at.y - AWAY.y - height : at.y + AWAY.y;
    lines.forEach((line, index) => {
      line.setAttribute("x", left + PAD);
      line.setAttribute("y", top + 20 + 18 * index);
    });
    const corner = { x1: Math.min(left + width, Math.max(left, at.x)), y1: above ? top + height : top };
    group.prepend(
      smup.svg("line", { ...corner, x2: at.x, y2: at.y, stroke: MINE, "stroke-width": 1.6 }),
      smup.svg("rect", { x: left, y: top, width, height, rx: 2, fill: "#fff", stroke: MINE, "stroke-width": 1.5 })
    );
  }

  function show(tries) {
    const state = smup.linked.shown();
    const large = document.querySelector(".duza-mapa #view-map");
    if (!state || !large) return;
    const map = smup.mapIn(large, smup.linked.mapHandlers());
    if (!map || !map.paths) {
      if (tries < TRIES) window.requestAnimationFrame(() => show(tries + 1));
      return;
    }
    if (!map.graph.hasCallout) {
      map.graph.hasCallout = true;
      map.graph.on("plotly_afterplot", () => show(TRIES));
    }
    place(map, state);
  }

  document.addEventListener("smup:shown", () => show(0));
  document.addEventListener("smup:year", () => smup.linked && window.requestAnimationFrame(() => show(TRIES)));
})();
