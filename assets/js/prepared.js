/* The page that waits for a file of data: asks how far it is and starts the download by itself.
 * Markup: smup/reports/templates/prepared.html. Without scripts the page loads itself anew. */
(function () {
  "use strict";

  function tell(told) {
    const lines = document.querySelectorAll("#stan p");
    const line = lines[lines.length - 1];
    // Screen readers say the line when it changes, so the same words are not written again.
    if (line.textContent !== told.detail) line.textContent = told.detail;
  }

  function draw(box, told) {
    const bar = box.querySelector("progress");
    if (told.percent === null) bar.removeAttribute("value");
    else bar.value = told.percent;
  }

  function watch(box) {
    const every = 1000 * Number(box.dataset.co);
    const again = () => window.setTimeout(ask, every);

    function ask() {
      fetch(box.dataset.stan, { headers: { Accept: "application/json" }, cache: "no-store" })
        .then((answer) => (answer.ok ? answer.json() : Promise.reject(answer.status)))
        .then((told) => {
          if (told.status === "failed" || told.status === "absent") {
            window.location.assign(box.dataset.plik);
            return;
          }
          tell(told);
          draw(box, told);
          if (told.status === "ready") {
            box.hidden = true;
            window.location.assign(box.dataset.plik);
          } else again();
        })
        // A server that restarts answers again soon; an order it has forgotten is told on its page.
        .catch((status) => (status === 404 ? window.location.assign(box.dataset.plik) : again()));
    }

    again();
  }

  document.addEventListener("DOMContentLoaded", () => {
    const box = document.getElementById("postep");
    if (box) watch(box);
  });
})();
