/* Parts of a page that came as text (layouts/frozen.py) become elements as soon as they are there.
 * The text was made and escaped by the server; nothing a reader types gets into it. */
(function () {
  "use strict";

  /* Who was on a button of the old content stays on the same button of the new one. */
  const steps = (place, element) => {
    const found = [];
    for (let one = element; one !== place; one = one.parentElement) {
      found.unshift([...one.parentElement.children].indexOf(one));
    }
    return found;
  };

  const fill = (place) => {
    if (place.smupHtml === place.dataset.html) return;
    const focused = document.activeElement;
    const way = place !== focused && place.contains(focused) ? steps(place, focused) : null;
    place.smupHtml = place.dataset.html;
    place.innerHTML = place.smupHtml;
    if (!way) return;
    const same = way.reduce((one, step) => one && one.children[step], place);
    if (same && same.tagName === focused.tagName) same.focus({ preventScroll: true });
  };

  function fillAll(root) {
    if (root.nodeType !== Node.ELEMENT_NODE) return;
    if (root.matches("[data-html]")) fill(root);
    root.querySelectorAll("[data-html]").forEach(fill);
  }

  new MutationObserver((changes) => {
    changes.forEach((change) => {
      if (change.type === "attributes") fill(change.target);
      else change.addedNodes.forEach(fillAll);
    });
  }).observe(document.documentElement, {
    childList: true, subtree: true, attributes: true, attributeFilter: ["data-html"],
  });
})();
