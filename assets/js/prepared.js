/* The page that waits for a file of data: asks how far it is and starts the download by itself.
 * Markup: smup/reports/templates/prepared.html. Without scripts the page loads itself anew. */
(function () {
  "use strict";

  const QUIET_MS = 15000;
  const QUARTER = 25; // percent
  const said = { status: null, quarter: null, at: Date.now() };

  function tell(told) {
    const lines = document.querySelectorAll("#stan p");
    lines[lines.length - 1].textContent = told.detail;
  }

  /* Screen readers say where it stands when the state changes, at each quarter, and at least every
   * 15 s; not at every answer, which would leave no time to read anything else. */
  function say(told) {
    const quarter = Math.floor((told.percent || 0) / QUARTER);
    const news = told.status !== said.status || quarter !== said.quarter;
    if (!news && Date.now() - said.at < QUIET_MS) return;
    Object.assign(said, { status: told.status, quarter, at: Date.now() });
    document.getElementById("glos").textContent = told.detail;
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
          say(told);
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
