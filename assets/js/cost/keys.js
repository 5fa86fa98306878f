/* The panel of keys: radios as segments, each part one group, and an own share to type. The choice is
 * shown at once; the server answers with the numbers. Markup: layouts/cost_keys.py. */
(function () {
  "use strict";
  const STEPS = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 };

  const panel = () => document.querySelector("[data-keys]");
  const groups = () => [...panel().querySelectorAll("[data-key-part]")];
  const radios = (group) => [...group.querySelectorAll("[role=radio]:not(:disabled)")];
  const chosen = (group) => group.querySelector("[aria-checked=true]");

  /* Keys as the address holds them; the usual ones are not written. */
  function ask(own = {}) {
    const parts = groups().map((group) => own[group.dataset.keyPart]
      || (chosen(group) || group.firstElementChild).dataset.keyValue);
    const text = parts.join("_");
    window.smupCost.ask({ keys: text === panel().dataset.usual ? null : text });
  }

  function choose(radio) {
    const group = radio.closest("[data-key-part]");
    group.querySelectorAll("[role=radio]").forEach((one) => {
      one.setAttribute("aria-checked", String(one === radio));
      one.tabIndex = one === radio ? 0 : -1;
    });
    radio.focus();
    ask();
  }

  document.addEventListener("click", (event) => {
    const radio = event.target.closest("[data-key-part] [role=radio]");
    if (radio) choose(radio);
    const own = event.target.closest("[data-own-key]");
    if (!own) return;
    const part = own.closest(".klu").querySelector("[data-key-part]").dataset.keyPart;
    ask({ [part]: own.dataset.ownKey });
  });

  document.addEventListener("keydown", (event) => {
    const radio = event.target.closest("[data-key-part] [role=radio]");
    if (!radio || !(event.key in STEPS)) return;
    event.preventDefault();
    const all = radios(radio.closest("[data-key-part]"));
    choose(all[(all.indexOf(radio) + STEPS[event.key] + all.length) % all.length]);
  });

  document.addEventListener("smup:number", (event) => {
    const part = event.target.dataset.share;
    if (part) ask({ [part]: `w${event.detail.value}` });
  });
})();
