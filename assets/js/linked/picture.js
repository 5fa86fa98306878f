/* A picture of a page as a file: title, sentence, key, source, date, address and the sample mark
 * stand inside. Drawing and fonts are those of export.js; who presses which button is told by
 * assets/js/compare/picture.js and assets/js/cost/picture.js. */
(function () {
  "use strict";
  const smup = (window.smup = window.smup || {});
  const WIDTH = 1600;
  const EDGE = 60;
  const ZOOM = 1.6;
  const FOOT = 150;
  const LONGEST = 120;
  const GREY = "#44535F";

  async function picture(words, plot) {
    const tools = smup.pictureTools;
    const inside = plot.clientHeight * ZOOM;
    const svg = smup.svg("svg", { xmlns: "http://www.w3.org/2000/svg" });
    const style = smup.svg("style", {});
    style.textContent = (await tools.fonts()) + tools.style;
    const ground = smup.svg("rect", { width: WIDTH, fill: "#fff" });
    svg.append(style, ground);
    const name = smup.svg("title", {});
    name.textContent = `${words.title}. ${words.text}`;
    svg.prepend(name);
    const title = tools.write(svg, words.title, { x: EDGE, y: 92, size: 44, weight: 680 });
    const lead = tools.write(svg, words.text, { x: EDGE, y: title + 46, size: 26, colour: GREY });
    const top = lead + 30;
    svg.append(await tools.redrawn(plot, { x: EDGE, y: top, width: WIDTH - 2 * EDGE, height: inside }));
    const under = top + inside + 34;
    const key = words.key ? tools.write(svg, words.key, { x: EDGE, y: under, size: 22, colour: GREY }) : under;
    const height = Math.round(key + FOOT);
    foot(tools, svg, words, height);
    Object.entries({ width: WIDTH, height, viewBox: `0 0 ${WIDTH} ${height}` }).forEach(([at, value]) => svg.setAttribute(at, value));
    ground.setAttribute("height", height);
    return { text: new XMLSerializer().serializeToString(svg), height };
  }

  function foot(tools, svg, words, height) {
    const today = new Intl.DateTimeFormat(document.documentElement.lang, { dateStyle: "long" }).format(new Date());
    const width = WIDTH - 2 * EDGE - (words.stamp ? 300 : 0);
    svg.append(smup.svg("rect", { x: EDGE, y: height - 124, width: WIDTH - 2 * EDGE, height: 2, fill: "#B4C0C8" }));
    const last = tools.write(svg, words.source, { x: EDGE, y: height - 90, size: 20, colour: GREY, width });
    const address = decodeURI(location.href);
    const shown = address.length > LONGEST ? `${address.slice(0, LONGEST)}…` : address;
    tools.write(svg, `${words.made.replace("{date}", today)} ${shown}`, { x: EDGE, y: Math.min(last + 28, height - 44), size: 18, colour: GREY, width });
    if (!words.stamp) return;
    const node = smup.svg("text", { x: WIDTH - EDGE, y: height - 86, "font-size": 26, "font-weight": 700, fill: "#6B5200", "text-anchor": "end" });
    node.textContent = words.stamp;
    svg.append(node);
  }

  /* Saves the picture of a plot; the button says until then that it is busy. */
  smup.savePicture = async function (button, plot, { words, form, file }) {
    button.setAttribute("aria-busy", "true");
    try {
      const { text, height } = await picture(words, plot);
      const blob = form === "svg" ? new Blob([text], { type: "image/svg+xml" })
        : await smup.pictureTools.rasterised(text, height);
      smup.pictureTools.save(blob, `${file}.${form}`);
    } finally {
      button.removeAttribute("aria-busy");
    }
  };
})();
