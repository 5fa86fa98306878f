/* The picture of coverage is wider than a phone: it opens at its newest years. */
(function () {
  "use strict";

  function newest() {
    document.querySelectorAll("[data-od-konca]").forEach((frame) => { frame.scrollLeft = frame.scrollWidth; });
  }

  document.addEventListener("smup:page", () => requestAnimationFrame(newest));
})();
