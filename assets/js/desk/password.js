/* Shows and hides what is written in a field of a password. */
(function () {
  "use strict";

  document.querySelectorAll("[data-show-password]").forEach((button) => {
    const field = document.getElementById(button.dataset.showPassword);
    if (!field) return;
    button.hidden = false;
    button.addEventListener("click", () => {
      const shown = field.type === "password";
      field.type = shown ? "text" : "password";
      button.setAttribute("aria-pressed", String(shown));
    });
    /* A shown password must not be kept by the browser as a line of text. */
    field.form.addEventListener("submit", () => {
      field.type = "password";
    });
  });

  /* A form sent back with mistakes: the list of them is what comes first. */
  const mistakes = document.getElementById("bledy");
  if (mistakes) mistakes.focus();
})();
