/* A view embedded in a frame of another site (/embed/…): links open in a new tab, the address stays
 * as it was given, and the page around the frame may be told how high the view is. */
(function () {
  "use strict";

  const root = document.documentElement;
  if (!root.classList.contains("osadz")) return;

  /* The views write their state to the address; a frame that is loaded again must find the block
   * and the theme in it, so it keeps the one it was given. */
  history.replaceState = () => {};

  /* The pages of the product refuse to stand in a frame, so every way out of it is a new tab. */
  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[href]");
    if (!link || link.hasAttribute("download")) return;
    const inside = link.origin === location.origin && link.pathname === location.pathname && link.hash;
    if (inside) return;
    link.target = "_blank";
    link.rel = "noopener";
  }, true);

  /* Message to the page around: {type: "smup:height", height} in pixels. It holds nothing secret,
   * and which site stands around is not known here, so it goes to any. */
  let told = 0;
  function tell() {
    const main = document.getElementById("tresc");
    const height = main ? Math.ceil(main.getBoundingClientRect().height) : 0;
    if (!height || Math.abs(height - told) < 2 || window.parent === window) return;
    told = height;
    window.parent.postMessage({ type: "smup:height", height }, "*");
  }

  document.addEventListener("smup:page", () => {
    const main = document.getElementById("tresc");
    if (main) new ResizeObserver(tell).observe(main);
  });
})();
