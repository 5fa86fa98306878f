/* The drawn map: Plotly draws the borders once, then the paths are coloured, hovered, picked and
 * outlined here. Setting the fill of 2,477 paths takes a few milliseconds; Plotly's own update of
 * the same values takes ten times that (docs/performance.md). */
(function () {
  "use strict";
  const smup = (window.smup = window.smup || {});
  const STEPS = [1, 1.8, 3.2, 5.6, 9];
  const MOVED = 4;

  /* Plotly's centre of a transverse Mercator map lies in the turned sphere: this turns a place into
   * it (x = asin(cos lat sin dlon), y = atan2(tan lat, cos dlon)). */
  function turned([lon, lat], meridian) {
    const radians = Math.PI / 180;
    const [across, up] = [(lon - meridian) * radians, lat * radians];
    return {
      lon: meridian + Math.asin(Math.cos(up) * Math.sin(across)) / radians,
      lat: Math.atan2(Math.tan(up), Math.cos(across)) / radians,
    };
  }

  class LinkedMap {
    constructor(graph, handlers) {
      this.graph = graph;
      this.handlers = handlers;
      this.colour = null;
      this.marks = [];
      this.step = 0;
      this.tip = document.createElement("div");
      this.tip.className = "dymek";
      this.tip.hidden = true;
      graph.parentElement.append(this.tip);
      graph.on("plotly_afterplot", () => this.adopt());
      graph.on("plotly_relayout", () => this.outline());
      this.listen();
      this.adopt();
    }

    /* Take over the paths that Plotly has drawn (it makes new ones when the geometry changes). */
    adopt() {
      const traces = this.graph.querySelectorAll(".choroplethlayer > .trace");
      if (!traces.length) return;
      this.layer = traces[0];
      smup.addPatterns(this.graph.querySelector(".main-svg"));
      traces.forEach((trace, index) => {
        trace.style.pointerEvents = index === 0 ? "all" : "none";
      });
      this.paths = new Map();
      this.layer.querySelectorAll("path").forEach((path) => {
        const point = path.__data__;
        path.linkedFill = null;
        if (point && point.loc) this.paths.set(point.loc, path);
      });
      if (!this.home) {
        const geo = this.graph._fullLayout.geo;
        this.home = { centre: { ...geo.center }, scale: geo.projection.scale };
      }
      this.repaint();
      this.outline();
    }

    /* Colour every unit: `colour(code)` gives the fill. */
    paint(colour) {
      this.colour = colour;
      this.repaint();
    }

    /* Only what differs is set: each set fill makes the browser draw a path anew. */
    repaint() {
      if (!this.paths || !this.colour) return;
      this.paths.forEach((path, code) => {
        const fill = this.colour(code);
        if (path.linkedFill === fill) return;
        path.linkedFill = fill;
        path.style.fill = fill;
        path.style.fillOpacity = 1;
      });
    }

    /* Fade what a brushed range leaves out. `keeps(code)`, or null for all. */
    filter(keeps) {
      if (!this.paths || (!keeps && !this.faded)) return;
      this.faded = Boolean(keeps);
      this.paths.forEach((path, code) => {
        path.style.opacity = !keeps || keeps(code) ? "" : 0.18;
      });
    }

    /* Draw borders over the map: [{code, className}], the last on top. */
    mark(marks) {
      const same = JSON.stringify(marks) === JSON.stringify(this.marks);
      this.marks = marks;
      if (same) return;
      this.outline();
    }

    outline() {
      if (!this.layer || !this.paths) return;
      const home = this.layer.parentNode;
      if (!this.over || this.over.parentNode !== home.parentNode) {
        if (this.over) this.over.remove();
        this.over = smup.svg("g", { class: "nad-mapa", fill: "none", "pointer-events": "none" });
        home.after(this.over);
      }
      this.over.replaceChildren();
      [...this.marks, ...(this.hovered ? [{ code: this.hovered, className: "pod" }] : [])].forEach(
        ({ code, className }) => {
          const drawn = this.paths.has(code) && this.paths.get(code).getAttribute("d");
          if (!drawn) return;
          className.split(" ").forEach((name) => {
            this.over.append(smup.svg("path", { d: drawn, class: `obrys ${name}` }));
          });
        }
      );
    }

    codeAt(event) {
      const point = event.target.__data__;
      return point && this.paths.get(point.loc) === event.target ? point.loc : null;
    }

    listen() {
      const box = this.graph;
      box.addEventListener("pointermove", (event) => this.hover(event));
      box.addEventListener("pointerleave", () => this.leave());
      box.addEventListener("pointerdown", (event) => this.grab(event));
      window.addEventListener("pointermove", (event) => this.drag(event));
      window.addEventListener("pointerup", (event) => this.drop(event));
    }

    hover(event) {
      if (this.held) return;
      const code = this.codeAt(event);
      if (code !== this.hovered) {
        this.hovered = code;
        this.outline();
        const text = code && this.handlers.describe(code);
        this.tip.hidden = !text;
        if (text) this.tip.replaceChildren(...text);
      }
      if (code) this.placeTip(event);
    }

    placeTip(event) {
      const box = this.graph.getBoundingClientRect();
      const right = event.clientX - box.left > box.width / 2;
      this.tip.style.left = `${event.clientX - box.left}px`;
      this.tip.style.top = `${event.clientY - box.top}px`;
      this.tip.classList.toggle("w-lewo", right);
    }

    leave() {
      this.hovered = null;
      this.tip.hidden = true;
      this.outline();
    }

    grab(event) {
      if (event.button !== 0 || !this.layer) return;
      this.held = { x: event.clientX, y: event.clientY, code: this.codeAt(event), moved: false };
    }

    drag(event) {
      if (!this.held || this.step === 0) return;
      const dx = event.clientX - this.held.x;
      const dy = event.clientY - this.held.y;
      if (Math.hypot(dx, dy) < MOVED) return;
      this.held.moved = true;
      this.tip.hidden = true;
      this.graph.querySelector(".geolayer").style.transform = `translate(${dx}px, ${dy}px)`;
    }

    drop(event) {
      const held = this.held;
      this.held = null;
      if (!held) return;
      if (!held.moved) {
        const same = Math.hypot(event.clientX - held.x, event.clientY - held.y) < MOVED;
        if (same && held.code) this.handlers.pick(held.code);
        return;
      }
      const geo = this.graph._fullLayout.geo;
      const area = geo._subplot;
      const size = this.graph.getBoundingClientRect();
      const centre = area.projection.invert([
        size.width / 2 - (event.clientX - held.x),
        size.height / 2 - (event.clientY - held.y),
      ]);
      this.graph.querySelector(".geolayer").style.transform = "";
      if (centre) this.look(turned(centre, geo.projection.rotation.lon), STEPS[this.step]);
    }

    zoom(by) {
      this.step = Math.max(0, Math.min(STEPS.length - 1, this.step + by));
      if (this.step === 0) return this.whole();
      const geo = this.graph._fullLayout.geo;
      const focus = this.handlers.focus();
      const zoomed = geo.projection.scale > 1.01 * this.home.scale;
      const centre = zoomed || !focus ? geo.center : turned(focus, geo.projection.rotation.lon);
      return this.look(centre, STEPS[this.step]);
    }

    whole() {
      this.step = 0;
      return this.look(this.home.centre, 1);
    }

    /* Show units of some codes as large as they fit. */
    frame(codes) {
      const boxes = codes.map((code) => this.paths && this.paths.get(code)).filter(Boolean)
        .map((path) => path.getBBox());
      if (!boxes.length) return this.whole();
      const left = Math.min(...boxes.map((b) => b.x));
      const top = Math.min(...boxes.map((b) => b.y));
      const right = Math.max(...boxes.map((b) => b.x + b.width));
      const bottom = Math.max(...boxes.map((b) => b.y + b.height));
      const geo = this.graph._fullLayout.geo;
      const size = this.graph.getBoundingClientRect();
      const centre = geo._subplot.projection.invert([(left + right) / 2, (top + bottom) / 2]);
      const fit = 0.92 * Math.min(size.width / (right - left), size.height / (bottom - top));
      const scale = Math.min(STEPS[STEPS.length - 1], (geo.projection.scale / this.home.scale) * fit);
      this.step = STEPS.findIndex((step) => step >= scale - 0.01);
      if (this.step < 1) this.step = 1;
      return this.look(turned(centre, geo.projection.rotation.lon), scale);
    }

    look(centre, scale) {
      return window.Plotly.relayout(this.graph, {
        "geo.center": centre,
        "geo.projection.scale": scale * this.home.scale,
      }).then(() => this.adopt());
    }
  }

  /* The map inside a container, when Plotly has drawn it. One object a drawn graph. */
  smup.mapIn = function (container, handlers) {
    const graph = container && container.querySelector(".js-plotly-plot");
    if (!graph || !graph._fullLayout || !graph.querySelector(".choroplethlayer path")) return null;
    if (!graph.linkedMap) graph.linkedMap = new LinkedMap(graph, handlers);
    graph.linkedMap.handlers = handlers;
    return graph.linkedMap;
  };
})();
