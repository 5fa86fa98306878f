/* Saves a picture of the page of costs; it is drawn by assets/js/linked/picture.js. */
(function () {
  "use strict";

  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-cost-picture]");
    const plot = button && window.smupCost.plotOf(button.dataset.costPicture);
    if (!plot) return;
    const words = JSON.parse(button.dataset.words);
    window.smup.savePicture(button, plot, { words, form: button.dataset.form, file: words.file });
  });
})();
