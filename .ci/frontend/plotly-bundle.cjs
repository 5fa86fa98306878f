/* The plotly.js we serve: only the traces and the locale the pages use.
 * Dash takes window.Plotly when it is there and does not ask for its own 4.8 MB file. */
"use strict";

const Plotly = require("plotly.js/lib/core");

Plotly.register([
  require("plotly.js/lib/bar"),
  require("plotly.js/lib/box"),
  require("plotly.js/lib/histogram"),
  require("plotly.js/lib/heatmap"),
  require("plotly.js/lib/choropleth"),
  require("plotly.js/lib/scattergeo"),
  require("plotly.js/lib/locales/pl"),
]);

/* A choropleth waits for the outlines of the world from a public CDN, even when it draws none of
 * them, and stays blank when they do not come. Our maps bring their own geometry, so the outlines
 * are given here, empty. */
const noOutlines = { type: "GeometryCollection", geometries: [] };
const layers = ["coastlines", "land", "ocean", "lakes", "rivers", "countries", "subunits"];
window.PlotlyGeoAssets.topojson.world_110m = {
  type: "Topology",
  arcs: [],
  objects: Object.fromEntries(layers.map((layer) => [layer, noOutlines])),
};

module.exports = Plotly;
