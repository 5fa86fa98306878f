/* The map on which units are picked: powiats of the country, or the gminas of one voivodeship. It is
 * for those who use a pointer; the search and the lists beside it do the same by keyboard. */
(function () {
  "use strict";
  const desk = (window.smupDesk = window.smupDesk || {});
  const smup = (window.smup = window.smup || {});
  const places = (desk.places = desk.places || {});
  const SVG = "http://www.w3.org/2000/svg";
  const WIDTH = 1000;
  const answers = new Map();
  let shown = ""; // code of the voivodeship the map is enlarged to; empty: the country

  function load(path) {
    if (!answers.has(path)) {
      const answer = fetch(path).then((response) => {
        if (!response.ok) throw new Error(`${response.status} ${path}`);
        return response.json();
      }).then((body) => body.features);
      answers.set(path, answer);
      answer.catch(() => answers.delete(path));
    }
    return answers.get(path);
  }

  const rings = ({ type, coordinates }) =>
    (type === "Polygon" ? coordinates : type === "MultiPolygon" ? coordinates.flat() : []);

  function boundsOf(features) {
    const box = [Infinity, Infinity, -Infinity, -Infinity];
    features.forEach((one) => rings(one.geometry).forEach((ring) => ring.forEach(([lon, lat]) => {
      box[0] = Math.min(box[0], lon);
      box[1] = Math.min(box[1], lat);
      box[2] = Math.max(box[2], lon);
      box[3] = Math.max(box[3], lat);
    })));
    return box;
  }

  /* Degrees drawn with the width of a degree at the middle of what is shown. */
  function projection([west, south, east, north]) {
    const flat = Math.cos(((south + north) / 2) * (Math.PI / 180));
    const scale = WIDTH / ((east - west) * flat);
    const height = Math.round((north - south) * scale);
    return { height, at: ([lon, lat]) => `${((lon - west) * flat * scale).toFixed(1)} ${((north - lat) * scale).toFixed(1)}` };
  }

  function path(feature, at, className) {
    const made = document.createElementNS(SVG, "path");
    made.setAttribute("d", rings(feature.geometry).map((ring) => `M${ring.map(at).join("L")}Z`).join(""));
    if (className) made.setAttribute("class", className);
    return made;
  }

  const codeOf = (feature) => String(feature.id);

  function select(state) {
    const made = smup.make("select", { id: "data-units-map", className: "wyb" });
    const option = (value, text) => made.append(smup.make("option", { value, textContent: text, selected: value === shown }));
    option("", state.words.whole);
    state.lists.wojewodztwo.forEach((unit, code) => option(code, desk.fill(state.words.map_gmina, { name: unit.name })));
    made.setAttribute("aria-label", state.words.back);
    return made;
  }

  async function draw() {
    const state = places.state();
    const block = state.dialog.querySelector(".dane-na-mapie");
    const borders = JSON.parse(state.dialog.dataset.granice);
    const level = state.level === "wojewodztwo" ? "wojewodztwo" : shown && state.level === "gmina" ? "gmina" : "powiat";
    block.hidden = !borders[level] || !borders.wojewodztwo;
    if (block.hidden) return;
    try {
      const [all, land] = await Promise.all([load(borders[level]), load(borders.wojewodztwo)]);
      if (places.state() !== state) return;
      const inside = (feature) => codeOf(feature).startsWith(shown);
      const features = all.filter(inside);
      const { height, at } = projection(boundsOf(features));
      const svg = document.createElementNS(SVG, "svg");
      svg.setAttribute("viewBox", `-4 -4 ${WIDTH + 8} ${height + 8}`);
      svg.setAttribute("role", "img");
      svg.setAttribute("aria-label", state.words.map_name);
      features.forEach((feature) => {
        const code = codeOf(feature);
        const shape = path(feature, at);
        shape.dataset.kod = code;
        const title = document.createElementNS(SVG, "title");
        title.textContent = places.name(code);
        shape.append(title);
        svg.append(shape);
      });
      land.filter((one) => inside(one) || codeOf(one) === shown).forEach((one) => svg.append(path(one, at, "tlo")));
      const parts = state.level === "gmina" ? [select(state), svg] : [svg];
      state.dialog.querySelector(".dane-mapa").replaceChildren(...parts);
      paint();
    } catch {
      block.hidden = true;
    }
  }

  function paint() {
    places.state().dialog.querySelectorAll(".dane-mapa path[data-kod]").forEach((shape) => {
      shape.classList.toggle("on", places.has(shape.dataset.kod));
    });
  }

  document.addEventListener("click", (event) => {
    const shape = event.target.closest(".dane-mapa path[data-kod]");
    const state = places.state();
    if (!shape || !state) return;
    const { kod: code } = shape.dataset;
    const whole = code.length > 2 && [2, 4].some((digits) => code.length > digits && state.gdzie.has(code.slice(0, digits)));
    if (!whole) places.take(code, !places.has(code));
    state.dialog.querySelector(".dane-mapa-mowi").textContent = places.name(code);
  });

  document.addEventListener("change", (event) => {
    if (event.target.id !== "data-units-map") return;
    shown = event.target.value;
    draw().then(() => {
      const again = document.getElementById("data-units-map");
      if (again) again.focus();
    });
  });

  places.map = draw;
  places.paint = paint;
})();
