/* Saves the picture of a comparison; it is drawn by assets/js/linked/picture.js. */
(function () {
  "use strict";

  function keyTexts() {
    const names = [...document.querySelectorAll("#compare-body .cmp-klucz > span")].map((node) => node.textContent);
    return names.join(" · ");
  }

  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-cmp-picture]");
    const plot = document.querySelector("#compare-graph .js-plotly-plot");
    const { words } = window.smupCompare;
    if (!button || !plot || !words) return;
    const key = [keyTexts(), words.note].filter(Boolean).join(" · ");
    window.smup.savePicture(button, plot, {
      words: { ...words, key },
      form: button.dataset.cmpPicture,
      file: `${words.file}-${window.smupCompare.now().year}`,
    });
  });
})();
