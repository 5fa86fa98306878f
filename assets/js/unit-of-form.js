/* A unit found by its name in a form that is sent as it is: its code goes into the hidden field
 * beside the search. Markup: unit_of_form in layouts/components/search.py. */
(function () {
  "use strict";

  const SEARCH = "[data-combobox][data-in-form]";

  function take(search, code) {
    window.dash_clientside.set_props(`${search.dataset.combobox}-code`, { value: code });
  }

  document.addEventListener("smup:chosen", (event) => {
    if (event.target.matches(SEARCH)) take(event.target, event.detail.code);
  });

  /* A field left half written shows the unit chosen before again; one emptied chooses none. */
  document.addEventListener("input", (event) => {
    const search = event.target.closest(SEARCH);
    if (!search || event.target.value) return;
    search.dataset.shown = "";
    take(search, "");
  });

  document.addEventListener("submit", (event) => {
    const search = event.target.querySelector(SEARCH);
    if (!search) return;
    const field = search.querySelector("input");
    const code = document.getElementById(`${search.dataset.combobox}-code`).value;
    if (code || (search.dataset.inForm === "optional" && !field.value.trim())) return;
    event.preventDefault();
    search.querySelector("[role=status]").textContent = search.dataset.required;
    field.focus();
  });
})();
