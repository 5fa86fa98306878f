/* On a phone a row of tabs scrolls sideways: the chosen one is brought into view. The page itself
 * stays where it is, so this is not scrollIntoView. */
(function () {
  "use strict";

  const ROOM = 16; /* pixels of the next tab left to see, a hint that there is more */

  function reveal(tab) {
    const row = tab.parentElement;
    const left = tab.offsetLeft - row.offsetLeft;
    const over = left + tab.offsetWidth - row.clientWidth;
    if (left - ROOM < row.scrollLeft) row.scrollLeft = left - ROOM;
    else if (over + ROOM > row.scrollLeft) row.scrollLeft = over + ROOM;
  }

  new MutationObserver((changes) => {
    const chosen = changes.map((change) => change.target).filter((tab) =>
      tab.matches(".zak > [aria-selected='true'], .zak > [aria-current]"));
    if (chosen.length) requestAnimationFrame(() => chosen.forEach(reveal));
  }).observe(document.documentElement, {
    subtree: true, attributes: true, attributeFilter: ["aria-selected", "aria-current"],
  });
})();
