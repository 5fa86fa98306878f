/* „Płońsk i okolice”: a town is two pixels wide on a map of the country, so the drawn paths around my
 * unit are shown once more, enlarged, with the names of the neighbours. */
(function () {
  "use strict";
  const smup = (window.smup = window.smup || {});
  const ASPECT = 1.25;
  const WIDTH = 384;
  const LEAST_SHARE = 0.026;
  const NAMES = 9;
  const MARK = "-o";
  const TRIES = 600;
  let drawn = null;

  const byId = (id) => document.getElementById(id);

  function frameOf(box, width) {
    const half = Math.max(LEAST_SHARE * width, 1.7 * Math.max(box.width, box.height));
    const x = box.x + box.width / 2;
    const y = box.y + box.height / 2;
    return { x: x - half * ASPECT, y: y - half, width: 2 * half * ASPECT, height: 2 * half };
  }

  const meets = (a, b) =>
    a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;

  /* Patterns are drawn in the units of the picture, so they are scaled back to their usual size. */
  function addPatterns(svg, scale) {
    smup.addPatterns(svg);
    svg.querySelectorAll("pattern").forEach((pattern) => {
      const turn = pattern.getAttribute("patternTransform") || "";
      pattern.setAttribute("patternTransform", `${turn} scale(${scale})`);
      pattern.id += MARK;
    });
  }

  const fillOf = (path) => path.style.fill.replace(/url\(["']?(#[\w-]+)["']?\)/, `url($1${MARK})`);

  function label(text, x, y, size, mine) {
    const node = smup.svg("text", {
      x, y, "font-size": size, "text-anchor": "middle", class: mine ? "nazwa ja" : "nazwa",
      "stroke-width": size / 4,
    });
    node.textContent = text;
    return { node, box: { x: x - (text.length * size) / 4, y: y - size, width: (text.length * size) / 2, height: size * 1.2 } };
  }

  /* Names of my unit and of the largest neighbours, none over another or over the edge. */
  function names(shapes, frame, view) {
    const size = (15 * frame.width) / WIDTH;
    const taken = [];
    const sorted = shapes.slice().sort((a, b) =>
      (b.code === view.unit) - (a.code === view.unit) || b.box.width * b.box.height - a.box.width * a.box.height);
    const found = [];
    const own = view.nameOf(view.unit);
    sorted.forEach(({ code, box }) => {
      const mine = code === view.unit;
      if (found.length >= NAMES || (!mine && view.nameOf(code) === own)) return;
      const x = box.x + box.width / 2;
      const y = mine ? box.y - size * 0.35 : box.y + box.height / 2 + size / 3;
      const made = label(view.nameOf(code), x, y, mine ? size * 1.15 : size, mine);
      const inside = made.box.x > frame.x && made.box.x + made.box.width < frame.x + frame.width
        && made.box.y > frame.y && made.box.y + made.box.height < frame.y + frame.height;
      if (!mine && (!inside || taken.some((other) => meets(other, made.box)))) return;
      taken.push(made.box);
      found.push({ ...made, mine });
    });
    return found.sort((a, b) => a.mine - b.mine).map((item) => item.node);
  }

  function draw(map, state) {
    const { view } = state;
    const mine = map.paths.get(view.unit);
    const frame = frameOf(mine.getBBox(), map.graph.clientWidth);
    const shapes = [];
    map.paths.forEach((path, code) => {
      const box = path.getBBox();
      if (meets(box, frame)) shapes.push({ code, box, path });
    });
    const svg = smup.svg("svg", {
      viewBox: `${frame.x} ${frame.y} ${frame.width} ${frame.height}`, role: "img",
    });
    addPatterns(svg, frame.width / WIDTH);
    const copies = shapes.map(({ code, path }) => {
      const copy = smup.svg("path", { d: path.getAttribute("d"), class: "pole", "data-pick": code });
      svg.append(copy);
      return { copy, path };
    });
    const outline = mine.getAttribute("d");
    ["obrys tlo", "obrys ja"].forEach((name) => svg.append(smup.svg("path", { d: outline, class: name })));
    svg.append(...names(shapes, frame, view));
    byId("around-map").replaceChildren(svg);
    return { svg, copies, key: keyOf(state), box: byId("around-map") };
  }

  const keyOf = ({ view }) => `${view.level}|${view.unit}|${view.lang}`;

  function show(state, tries) {
    const section = byId("around");
    if (!section || state !== smup.linked.shown()) return;
    const { view } = state;
    const map = smup.mapIn(byId("view-map"), smup.linked.mapHandlers());
    const ready = map && map.paths && map.paths.has(view.unit) && map.paths.get(view.unit).getAttribute("d");
    section.hidden = !ready;
    if (!ready) {
      if (view.unit && view.place && tries < TRIES) window.requestAnimationFrame(() => show(state, tries + 1));
      return;
    }
    if (!drawn || drawn.key !== keyOf(state) || drawn.box !== byId("around-map")) drawn = draw(map, state);
    drawn.copies.forEach(({ copy, path }) => {
      copy.style.fill = fillOf(path);
      copy.style.opacity = path.style.opacity;
    });
    const title = section.dataset.title.replace("{unit}", view.nameOf(view.unit));
    byId("around-title").textContent = title;
    drawn.svg.setAttribute("aria-label", `${title}, ${state.year}`);
  }

  document.addEventListener("smup:shown", (event) => show(event.detail, 0));
  /* While the years play, the inset follows the map. */
  document.addEventListener("smup:year", () => {
    const state = smup.linked && smup.linked.shown();
    if (state && drawn) window.requestAnimationFrame(() => show(state, TRIES));
  });
})();
