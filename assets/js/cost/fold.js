/* Parts of the page of costs that a phone folds (layouts/cost_fold.py): open elsewhere and on paper,
 * and wherever a link leads into their section. What the reader opened or closed stays so. */
(function () {
  "use strict";
  const PHONE = window.matchMedia("(max-width: 575px)");
  let left = new Map(); // how the reader left a part, by its name

  const parts = () => [...document.querySelectorAll(".koszt details[data-fold]")];

  function fold() {
    parts().forEach((part) => {
      part.open = !PHONE.matches || left.get(part.dataset.fold) === true;
    });
  }

  document.addEventListener("click", (event) => {
    const summary = event.target.closest(".koszt details[data-fold] > summary");
    if (summary) left.set(summary.parentElement.dataset.fold, !summary.parentElement.open);
    const link = event.target.closest('.koszt a[href^="#"]');
    const target = link && document.getElementById(link.hash.slice(1));
    if (!target) return;
    target.querySelectorAll("details[data-fold]").forEach((part) => {
      left.set(part.dataset.fold, true);
      part.open = true;
    });
  }, true); /* before the frame scrolls to what the link leads to */

  document.addEventListener("smup:cost", fold);
  PHONE.addEventListener("change", fold);
  window.addEventListener("beforeprint", () => parts().forEach((part) => { part.open = true; }));
  window.addEventListener("afterprint", fold);
  document.addEventListener("smup:page", () => {
    left = new Map();
  });
})();
