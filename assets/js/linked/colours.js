/* The rule that turns a value and its flag into the fill of a shape. The one place of it in the
 * browser; smup/figures/classes.py has the same rule for the picture sent with the page. */
(function () {
  "use strict";
  const smup = (window.smup = window.smup || {});
  const NO_INFORMATION = "url(#wz-brak)";
  const PATTERNS = {
    1: "url(#wz-zero)",
    3: NO_INFORMATION,
    4: "url(#wz-taj)",
    5: "#DDE3E7",
    6: "url(#wz-np)",
  };

  /* Class of a value: how many breaks it has reached. */
  smup.classOf = function (value, breaks) {
    let place = 0;
    while (place < breaks.length && value >= breaks[place]) place += 1;
    return place;
  };

  /* `count` colours spread over a ramp, its ends kept (ramp_of in smup/figures/classes.py). */
  smup.rampOf = function (ramp, count) {
    if (count === 1) return [ramp[Math.floor(ramp.length / 2)]];
    const last = ramp.length - 1;
    return Array.from({ length: count }, (_, place) => ramp[Math.round((place * last) / (count - 1))]);
  };

  /* Fill by flag and value. `scheme` is {breaks, colours}. */
  smup.fillOf = function (flag, value, scheme) {
    if (flag in PATTERNS) return PATTERNS[flag];
    if (value === null) return NO_INFORMATION;
    return scheme.colours[Math.min(smup.classOf(value, scheme.breaks), scheme.colours.length - 1)];
  };

  /* Breaks and colours of one year: by value, or against the group's p5, q1, q3 and p95. */
  smup.schemeOf = function (map, stats, mode) {
    if (mode === "group" && stats) {
      return { breaks: [stats.p5, stats.q1, stats.q3, stats.p95], colours: map.against };
    }
    return { breaks: map.breaks, colours: map.colours };
  };

  const SVG = "http://www.w3.org/2000/svg";
  const HATCHES = {
    "wz-brak": [7, 45, [["rect", { width: 7, height: 7, fill: "#fff" }],
      ["rect", { width: 2, height: 7, fill: "#8796A1" }]]],
    "wz-taj": [7, 45, [["rect", { width: 7, height: 7, fill: "#E8EEF2" }],
      ["path", { d: "M0 0H7M0 0V7", stroke: "#5E6D78", "stroke-width": 1.8 }]]],
    "wz-np": [6, 0, [["rect", { width: 6, height: 6, fill: "#fff" }],
      ["circle", { cx: 3, cy: 3, r: 1.1, fill: "#7A8893" }]]],
    "wz-zero": [9, 0, [["rect", { width: 9, height: 9, fill: "#fff" }],
      ["circle", { cx: 4.5, cy: 4.5, r: 2, fill: "none", stroke: "#10243A", "stroke-width": 1.2 }]]],
  };

  function element(name, attributes) {
    const node = document.createElementNS(SVG, name);
    Object.entries(attributes).forEach(([key, value]) => node.setAttribute(key, value));
    return node;
  }
  smup.svg = element;

  /* Put the patterns of the kinds of empty into an SVG, so that a saved picture has them too. */
  smup.addPatterns = function (svg) {
    if (svg.querySelector("#wz-brak")) return;
    const defs = element("defs", {});
    Object.entries(HATCHES).forEach(([id, [size, angle, parts]]) => {
      const pattern = element("pattern", {
        id, width: size, height: size, patternUnits: "userSpaceOnUse",
        patternTransform: `rotate(${angle})`,
      });
      parts.forEach(([name, attributes]) => pattern.append(element(name, attributes)));
      defs.append(pattern);
    });
    svg.prepend(defs);
  };
})();
