/* Numbers to type: native fields, which Dash has no component for. A place with data-number gets a
 * field; a whole and permitted number is told by the event "smup:number" {value} on the place, or, with
 * data-cost-number, asked of the server under that key of the address.
 * Buttons with data-change-by change the field of their place by as much. */
(function () {
  "use strict";
  const WAIT_MS = 500;
  const timers = new Map();

  const inputOf = (place) => place.querySelector("input");

  function adopt(place) {
    if (inputOf(place)) return;
    const { field, value, least, most, step } = place.dataset;
    const input = document.createElement("input");
    Object.assign(input, { type: "number", id: field, min: least, max: most, step, value, inputMode: "decimal", autocomplete: "off" });
    if (place.dataset.about) input.setAttribute("aria-describedby", place.dataset.about);
    place.replaceChildren(input);
  }

  const permitted = (input) => input.value !== "" && input.validity.valid;

  function tell(place) {
    const input = inputOf(place);
    clearTimeout(timers.get(input.id));
    input.setAttribute("aria-invalid", String(!permitted(input)));
    if (!permitted(input)) return;
    const value = String(Number(input.value));
    if (value === String(Number(place.dataset.value))) return;
    const key = place.dataset.costNumber;
    if (key) window.smupCost.ask({ [key]: value === place.dataset.usual ? null : value });
    else place.dispatchEvent(new CustomEvent("smup:number", { bubbles: true, detail: { value } }));
  }

  document.addEventListener("input", (event) => {
    const place = event.target.closest && event.target.closest("[data-number]");
    if (!place) return;
    clearTimeout(timers.get(event.target.id));
    timers.set(event.target.id, setTimeout(() => tell(place), WAIT_MS));
  });

  document.addEventListener("change", (event) => {
    const place = event.target.closest && event.target.closest("[data-number]");
    if (place) tell(place);
  });

  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-change-by]");
    if (!button) return;
    const place = document.querySelector(`[data-number][data-field="${button.dataset.of}"]`);
    const input = inputOf(place);
    const next = Number(input.value || 0) + Number(button.dataset.changeBy);
    input.value = String(Math.min(Math.max(next, Number(input.min)), Number(input.max)));
    clearTimeout(timers.get(input.id));
    timers.set(input.id, setTimeout(() => tell(place), WAIT_MS));
  });

  new MutationObserver(() => document.querySelectorAll("[data-number]").forEach(adopt)).observe(
    document.documentElement,
    { childList: true, subtree: true }
  );
})();
