/* Pictures of what is shown, made in the browser from the drawn SVG: title, subtitle, legend, source,
 * date, address and the sample stamp stand inside the picture, and the fonts are embedded. */
(function () {
  "use strict";
  const smup = (window.smup = window.smup || {});
  const WIDTH = 1600;
  const HEIGHT = 1200;
  const EDGE = 60;
  const ZOOM = 1.6;
  const INK = "#10243A";
  const GREY = "#44535F";
  const FONT = '"Source Sans 3", "Source Sans Pro", system-ui, sans-serif';
  const KINDS = { "view-map": "mapa", "view-trend": "trend", "view-distribution": "rozklad" };
  const OF_TAB = { map: "view-map", chart: "view-trend" };
  const FONT_WAIT = 250;
  const FLAT = "#DDE3E7";
  const STYLE = [
    `text{font-family:${FONT}}`,
    ".obrys{fill:none;stroke:#10243A;stroke-width:1.1}",
    ".obrys.tlo{stroke:#fff;stroke-width:5}.obrys.ja{stroke:#B3124A;stroke-width:2.6}.obrys.wyr{stroke:#2F9BD1;stroke-width:2.6}",
    ".scattergeo text{paint-order:stroke;stroke:#fff;stroke-width:4px;stroke-linejoin:round;font-weight:500}",
    ".annotation-text{paint-order:stroke}",
  ].join("");

  const byId = (id) => document.getElementById(id);
  const plotOf = (id) => byId(id) && byId(id).querySelector(".js-plotly-plot");

  /* --- fonts ---------------------------------------------------------------------------------------- */

  let fontCss = null;

  function base64(buffer) {
    let text = "";
    const bytes = new Uint8Array(buffer);
    for (let at = 0; at < bytes.length; at += 8192) text += String.fromCharCode(...bytes.subarray(at, at + 8192));
    return btoa(text);
  }

  async function embedded(rule, base) {
    const source = /url\(["']?([^"')]+)["']?\)/.exec(rule.cssText);
    if (!source) return "";
    const answer = await fetch(new URL(source[1], base));
    return rule.cssText.replace(source[0], `url(data:font/woff2;base64,${base64(await answer.arrayBuffer())})`);
  }

  /* The page's own fonts as data; without them the picture falls back to the system's. */
  function fonts() {
    if (!fontCss) {
      const found = [...document.styleSheets].flatMap((sheet) => {
        try {
          return [...sheet.cssRules].filter((rule) => rule instanceof CSSFontFaceRule)
            .map((rule) => embedded(rule, sheet.href || location.href));
        } catch (error) {
          return [];
        }
      });
      fontCss = Promise.all(found).then((rules) => rules.join(""), () => "");
    }
    return fontCss;
  }

  /* --- text ------------------------------------------------------------------------------------------ */

  const pen = document.createElement("canvas").getContext("2d");

  function wrapped(text, size, weight, width) {
    pen.font = `${weight} ${size}px ${FONT}`;
    const lines = [""];
    text.split(" ").forEach((word) => {
      const longer = lines[lines.length - 1] ? `${lines[lines.length - 1]} ${word}` : word;
      if (pen.measureText(longer).width <= width) lines[lines.length - 1] = longer;
      else lines.push(word);
    });
    return lines.filter(Boolean);
  }

  /* Put a text into the picture; returns the baseline of its last line. */
  function write(svg, text, { x, y, size, weight = 400, colour = INK, width = WIDTH - 2 * EDGE }) {
    const lines = wrapped(text, size, weight, width);
    lines.forEach((line, at) => {
      const node = smup.svg("text", { x, y: y + at * size * 1.25, "font-size": size, "font-weight": weight, fill: colour });
      node.textContent = line;
      svg.append(node);
    });
    return y + Math.max(0, lines.length - 1) * size * 1.25;
  }

  /* --- parts of the picture ----------------------------------------------------------------------------- */

  function sizeOf(plot) {
    const first = plot.querySelector(".main-svg");
    return { width: parseFloat(first.getAttribute("width")), height: parseFloat(first.getAttribute("height")) };
  }

  /* A drawn plot as one nested SVG that fills a box. */
  function copied(plot, box) {
    const { width, height } = sizeOf(plot);
    const nested = smup.svg("svg", { ...box, viewBox: `0 0 ${width} ${height}`, preserveAspectRatio: "xMidYMid meet" });
    plot.querySelectorAll(".main-svg").forEach((part) => {
      const copy = part.cloneNode(true);
      copy.removeAttribute("style");
      copy.setAttribute("width", width);
      copy.setAttribute("height", height);
      copy.querySelectorAll(".obrys.pod, .hoverlayer").forEach((node) => node.remove());
      nested.append(copy);
    });
    return nested;
  }

  /* A chart is drawn anew at the size of the picture, so that its labels fit it. */
  async function redrawn(plot, box) {
    const place = document.createElement("div");
    place.className = "poza-ekranem";
    document.body.append(place);
    const size = { width: box.width / ZOOM, height: box.height / ZOOM };
    const figure = structuredClone({ data: plot.data, layout: plot.layout });
    await window.Plotly.newPlot(place, figure.data, { ...figure.layout, ...size, autosize: false }, { staticPlot: true });
    const nested = copied(place, box);
    window.Plotly.purge(place);
    place.remove();
    return nested;
  }

  function legendRows() {
    const box = byId("view-legend");
    const swatch = (node) => {
      const pattern = [...node.classList].find((name) => name.startsWith("wz-"));
      if (pattern === "wz-nd") return FLAT;
      return pattern ? `url(#${pattern})` : node.style.background || node.style.backgroundColor;
    };
    const text = (node) => (node ? node.textContent : "");
    const listed = [...box.querySelectorAll(".leg li")].map((row) => ({
      fill: swatch(row.querySelector(".pr")),
      label: text(row.querySelector(".pr + span")),
      count: text(row.querySelector(".n")),
    }));
    if (listed.length) return listed;
    const strip = [...box.querySelectorAll(".legp > div")].reverse()
      .map((row) => ({ fill: row.style.borderColor || row.style.borderTopColor, label: row.textContent, count: row.title }));
    const kinds = [...box.querySelectorAll(".klucz > span")]
      .map((row) => ({ fill: swatch(row.querySelector("i")), label: row.textContent, count: "" }));
    return [...strip, ...kinds];
  }

  function drawLegend(svg, title, { x, y }) {
    write(svg, title, { x, y, size: 26, weight: 650, width: 380 });
    legendRows().forEach(({ fill, label, count }, at) => {
      const top = y + 24 + at * 44;
      svg.append(smup.svg("rect", { x, y: top, width: 44, height: 28, fill, stroke: "#6E7F8B" }));
      const lines = wrapped(label, 22, 400, 250);
      write(svg, lines[0] + (lines.length > 1 ? "…" : ""), { x: x + 58, y: top + 22, size: 22 });
      const number = smup.svg("text", { x: x + 380, y: top + 22, "font-size": 22, fill: GREY, "text-anchor": "end" });
      number.textContent = count;
      svg.append(number);
    });
  }

  function subtitle(id, { view, year }) {
    const { place, group } = view.picture;
    const span = id === "view-trend" && view.years.length > 1
      ? `${view.years[0]}–${view.years[view.years.length - 1]}` : String(year);
    const who = [place, group].filter(Boolean).join(" · ");
    return [view.indicator.unit, span, id === "view-map" ? place : who].filter(Boolean).join(" · ");
  }

  function drawKey(svg, view, y) {
    const items = [["#C9D6DE", view.picture.half], ...(view.whole ? [["#EDF1F4", view.picture.most]] : [])];
    let x = EDGE;
    items.forEach(([fill, text]) => {
      svg.append(smup.svg("rect", { x, y: y - 20, width: 44, height: 24, fill, stroke: "#B4C0C8" }));
      write(svg, text, { x: x + 56, y, size: 22, colour: GREY });
      pen.font = `400 22px ${FONT}`;
      x += 56 + pen.measureText(text).width + 40;
    });
  }

  function drawFoot(svg, view) {
    const today = new Intl.DateTimeFormat(view.lang, { dateStyle: "long" }).format(new Date());
    const { source, made, stamp } = view.picture;
    svg.append(smup.svg("rect", { x: EDGE, y: HEIGHT - 124, width: WIDTH - 2 * EDGE, height: 2, fill: "#B4C0C8" }));
    const width = WIDTH - 2 * EDGE - (stamp ? 300 : 0);
    const last = write(svg, source, { x: EDGE, y: HEIGHT - 90, size: 20, colour: GREY, width });
    const address = decodeURI(location.href);
    write(svg, `${made.replace("{date}", today)} ${address}`, { x: EDGE, y: Math.min(last + 28, HEIGHT - 24), size: 18, colour: GREY, width });
    if (!stamp) return;
    const node = smup.svg("text", { x: WIDTH - EDGE, y: HEIGHT - 86, "font-size": 26, "font-weight": 700, fill: "#6B5200", "text-anchor": "end" });
    node.textContent = stamp;
    svg.append(node);
  }

  async function picture(id, state) {
    const { view } = state;
    const plot = plotOf(id);
    const svg = smup.svg("svg", {
      xmlns: "http://www.w3.org/2000/svg", width: WIDTH, height: HEIGHT, viewBox: `0 0 ${WIDTH} ${HEIGHT}`,
    });
    smup.addPatterns(svg);
    const style = smup.svg("style", {});
    style.textContent = (await fonts()) + STYLE;
    svg.append(style, smup.svg("rect", { width: WIDTH, height: HEIGHT, fill: "#fff" }));
    const name = smup.svg("title", {});
    name.textContent = `${view.picture.title}. ${state.payload.frames[String(state.year)].text}`;
    svg.prepend(name);
    const under = write(svg, view.picture.title, { x: EDGE, y: 92, size: 44, weight: 680 });
    const head = write(svg, subtitle(id, state), { x: EDGE, y: under + 46, size: 26, colour: GREY });
    const top = head + 28;
    const room = HEIGHT - 140 - top;
    if (id === "view-map") {
      svg.append(copied(plot, { x: EDGE, y: top, width: 1060, height: room }));
      drawLegend(svg, [view.indicator.unit, state.year].filter(Boolean).join(", "), { x: 1160, y: top + 60 });
    } else {
      svg.append(await redrawn(plot, { x: EDGE, y: top, width: WIDTH - 2 * EDGE, height: room - 60 }));
      drawKey(svg, id === "view-trend" ? view : { ...view, whole: false }, HEIGHT - 158);
    }
    drawFoot(svg, view);
    return new XMLSerializer().serializeToString(svg);
  }

  /* --- files ---------------------------------------------------------------------------------------------- */

  function save(blob, name) {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(blob);
    link.download = name;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10000);
  }

  async function rasterised(text, height = HEIGHT) {
    const url = URL.createObjectURL(new Blob([text], { type: "image/svg+xml" }));
    const image = new Image();
    image.src = url;
    await image.decode();
    /* Embedded fonts are read after the first decoding; only the second picture surely has them. */
    pen.drawImage(image, 0, 0);
    await new Promise((done) => setTimeout(done, FONT_WAIT));
    const canvas = Object.assign(document.createElement("canvas"), { width: WIDTH, height });
    canvas.getContext("2d").drawImage(image, 0, 0);
    URL.revokeObjectURL(url);
    return new Promise((done) => canvas.toBlob(done, "image/png"));
  }

  const drawable = (id) => Boolean(id && plotOf(id) && plotOf(id).querySelector(id === "view-map" ? ".choroplethlayer path" : ".main-svg"));

  async function savePicture(id, form, state) {
    if (!drawable(id)) return;
    const text = await picture(id, state);
    const { view } = state;
    const mark = view.picture.file_mark ? `-${view.picture.file_mark.replace(/\s+/g, "-")}` : "";
    const name = `smup-${view.indicator.code}-${view.level}-${state.year}-${KINDS[id]}${mark}.${form}`;
    save(form === "svg" ? new Blob([text], { type: "image/svg+xml" }) : await rasterised(text), name);
  }

  /* For pages with pictures of their own. */
  smup.pictureTools = { fonts, write, redrawn, save, rasterised, style: STYLE };

  document.addEventListener("click", async (event) => {
    const button = event.target.closest("[data-picture]");
    const state = smup.linked && smup.linked.shown();
    if (!button || !state || button.disabled) return;
    const id = button.dataset.picture === "current" ? OF_TAB[state.tab] : button.dataset.picture;
    button.setAttribute("aria-busy", "true");
    try {
      await savePicture(id, button.dataset.format, state);
    } finally {
      button.removeAttribute("aria-busy");
    }
  });

  /* --- the menu follows the view ----------------------------------------------------------------------------- */

  function plural(forms, n, lang) {
    const rule = new Intl.PluralRules(lang).select(n);
    const place = { one: 0, few: 1, many: 2, other: 1 }[rule];
    return forms[Math.min(place, forms.length - 1)].replace("{n}", smup.number(n, 0, lang, true));
  }

  function weight(bytes, lang) {
    if (bytes < 1000) return `${bytes} B`;
    const [number, unit] = bytes < 1e6 ? [bytes / 1e3, "kB"] : [bytes / 1e6, "MB"];
    return `${smup.number(number, number < 10 ? 1 : 0, lang)}\u00a0${unit}`;
  }

  function fillMenu(menu, state) {
    const { view, matrix, year, picked } = state;
    const { rows, about, upTo, rowBytes, allBytes } = menu.dataset;
    const counted = (template, n, bytes) => template
      .replace("{rows}", plural(rows.split("|"), n, view.lang)).replace("{size}", weight(n * bytes, view.lang));
    const shownRows = smup.tableRows(view, matrix, year, picked).length;
    menu.querySelector("[data-count-of=csv]").textContent = counted(about, shownRows, Number(rowBytes));
    const all = matrix.units.length * matrix.years.length;
    menu.querySelector("[data-count-of=all]").textContent = counted(upTo, all, Number(allBytes));
    const every = menu.querySelector("[data-all-years]");
    const query = new URLSearchParams({ indicator: view.indicator.code, level: view.level, format: "csv", lang: view.lang });
    every.href = window.smupAsOf.address(`/api/v1/data?${query}`);
    const table = `${location.origin}/api/v1/data?indicator=${view.indicator.code}&level=${view.level}&year=${year}&format=csv`;
    const one = window.smupAsOf.address(table);
    menu.querySelector("[data-curl]").dataset.kopiuj = `curl -o ${view.indicator.code}-${year}.csv "${one}"`;
    const citation = menu.querySelector("[data-citation]");
    const today = new Intl.DateTimeFormat(view.lang, { dateStyle: "long" }).format(new Date());
    citation.dataset.kopiuj = citation.dataset.citation
      .replace("{year}", year).replace("{address}", location.href).replace("{today}", today);
  }

  function fillPictures(menu, state) {
    menu.querySelectorAll("[data-picture=current]").forEach((button) => {
      const able = state.tab === "chart" || (state.tab === "map" && !document.querySelector(".mapa .stan"));
      button.disabled = !able;
      button.querySelector(".n").textContent = able ? button.dataset.usual
        : state.tab === "map" ? button.dataset.noMap : button.dataset.reason;
    });
  }

  document.addEventListener("smup:shown", (event) => {
    const menu = document.querySelector("[data-downloads]");
    if (!menu) return;
    fillMenu(menu, event.detail);
    fillPictures(menu, event.detail);
  });
})();
