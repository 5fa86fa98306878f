/* Weights of the features that make units alike: native sliders 0 to 5, applied through the address
 * key `w`, where only weights that differ from the usual stand. Markup: layouts/unit_likeness.py. */
(function () {
  "use strict";
  const groups = (window.smupGroups = window.smupGroups || {});
  const NEAREST = "najblizsze";

  const rootOf = (element) => element.closest("details.wagi");
  const wordsOf = (root) => JSON.parse(root.dataset.words);
  const fieldsOf = (root) => [...root.querySelectorAll("[data-cecha]")];
  const say = (root, text) => { root.querySelector(".mowi-wagi").textContent = text; };

  function tell(place) {
    const words = wordsOf(rootOf(place));
    const input = place.firstElementChild;
    const value = Number(input.value);
    const text = value ? words.value.replace("{value}", value) : words.off;
    input.setAttribute("aria-valuetext", text);
    place.parentElement.querySelector(".waga").textContent = text;
  }

  function put(place, value) {
    place.firstElementChild.value = value;
    tell(place);
  }

  /* The field shows what the page was drawn with, unless the reader is moving it. */
  function adopt(place) {
    const root = rootOf(place);
    if (!place.firstElementChild) {
      const input = document.createElement("input");
      Object.assign(input, { type: "range", min: 0, max: root.dataset.most, step: 1, id: `waga-${place.dataset.cecha}` });
      place.replaceChildren(input);
    }
    if (place.dataset.drawn === place.dataset.now) return;
    place.dataset.drawn = place.dataset.now;
    put(place, place.dataset.now);
  }

  let pressed = null; // the button whose answer is awaited: the section is drawn anew around it

  function adoptAll() {
    document.querySelectorAll("details.wagi [data-cecha]").forEach(adopt);
    const root = pressed && document.querySelector("details.wagi");
    if (!root || pressed.isConnected) return;
    const { cechy } = pressed.dataset;
    pressed = null;
    root.open = true;
    root.querySelector(`[data-cechy=${cechy}]`).focus({ preventScroll: true });
  }

  function apply(root, button) {
    const words = wordsOf(root);
    const fields = fieldsOf(root);
    const weights = fields.map((place) => Number(place.firstElementChild.value));
    if (!weights.some(Boolean)) {
      say(root, words.zero);
      return;
    }
    if (fields.every((place, index) => weights[index] === Number(place.dataset.now))) {
      say(root, words.same);
      return;
    }
    const pairs = fields
      .map((place, index) => [place.dataset.cecha, weights[index], Number(place.dataset.usual)])
      .filter(([, weight, usual]) => weight !== usual)
      .map(([variable, weight]) => `${variable}.${weight}`);
    say(root, words.working);
    pressed = button;
    go({ group: NEAREST, w: pairs.sort().join("_") || null });
  }

  /* The profile changes in its place; elsewhere the page of the new address is drawn. */
  function go(changes) {
    if (window.smupUnit && document.getElementById("unit-body")) window.smupUnit.ask(changes);
    else groups.lead(changes);
  }

  document.addEventListener("input", (event) => {
    const place = event.target.closest("[data-cecha]");
    if (place) tell(place);
  });

  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-cechy]");
    const way = event.target.closest("[data-cechy-otworz]");
    if (way) {
      const root = document.querySelector("details.wagi");
      if (root) root.open = true;
      return;
    }
    if (!button) return;
    const root = rootOf(button);
    if (button.dataset.cechy === "restore") fieldsOf(root).forEach((place) => put(place, place.dataset.usual));
    apply(root, button);
  });

  new MutationObserver(adoptAll).observe(document.documentElement, {
    childList: true, subtree: true, attributes: true, attributeFilter: ["data-now"],
  });
  adoptAll();
})();
