/* The form of a card: a suggested indicator goes into the first free row; typed text is not lost
 * by leaving the page unawares. Without this script codes are typed and nothing warns. */
(function () {
  "use strict";

  const form = document.getElementById("formularz");
  if (!form || !form.classList.contains("karta-form")) return;

  const codes = [...form.querySelectorAll('input[name^="code_"]')];
  for (const button of form.querySelectorAll("[data-link-indicator]")) {
    const code = button.dataset.linkIndicator;
    button.hidden = codes.some((field) => field.value.startsWith(code));
    button.addEventListener("click", () => {
      const free = codes.find((field) => !field.value.trim());
      if (!free) return;
      free.value = code;
      free.focus();
      button.hidden = true;
      changed = true;
    });
  }

  /* A form shown again with mistakes, a preview or a conflict holds text that is not saved. */
  let changed = Boolean(document.querySelector("#bledy, #podglad, #konflikt, #propozycje"));
  form.addEventListener("input", () => {
    changed = true;
  });
  form.addEventListener("submit", () => {
    changed = false;
  });
  window.addEventListener("beforeunload", (event) => {
    if (changed) event.preventDefault();
  });
})();
