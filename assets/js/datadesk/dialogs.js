/* The dialogs of the data desk: opening, closing, plain fields, what is used. A dialog tells its
 * script of itself by smupDesk.dialogs[id] = {open(dialog, words), use() → change or null, clear()}.
 * Markup: layouts/datadesk_dialogs.py. */
(function () {
  "use strict";
  const desk = (window.smupDesk = window.smupDesk || {});
  const smup = (window.smup = window.smup || {});
  desk.dialogs = {};
  let opener = null;
  let working = null; // the open dialog's script

  desk.wordsOf = (dialog) => JSON.parse(dialog.dataset.words);
  desk.say = (dialog, ...parts) => dialog.querySelector(".go-mowi").replaceChildren(...parts);

  desk.fill = (text, values) =>
    Object.entries(values).reduce((filled, [key, value]) => filled.replaceAll(`{${key}}`, value), text);

  /* One, few, many in Polish; one, other in English. */
  desk.plural = function (forms, n, values) {
    const tens = n % 100;
    const few = n % 10 >= 2 && n % 10 <= 4 && !(tens >= 12 && tens <= 14);
    const place = n === 1 ? 0 : forms.length === 2 || few ? 1 : 2;
    return desk.fill(forms[place], { n, ...values });
  };

  /* Case and diacritics do not matter in a search. */
  desk.folded = (text) => text.toLowerCase().replaceAll("ł", "l").normalize("NFD").replace(/\p{M}/gu, "");

  desk.button = function (text, data, label, kind) {
    const made = smup.make("button", { type: "button", className: kind || "b l s", textContent: text });
    Object.assign(made.dataset, data);
    if (label) made.setAttribute("aria-label", label);
    return made;
  };

  /* React keeps the markup; the fields are the script's own, as in the search of a unit. */
  function addFields(dialog) {
    dialog.querySelectorAll(".wejscie[data-pole]").forEach((place) => {
      if (place.firstElementChild) return;
      const { pole: kind, id, placeholder } = place.dataset;
      const field = document.createElement(kind === "codes" ? "textarea" : "input");
      field.id = id;
      if (kind === "codes") Object.assign(field, { rows: 5, spellcheck: false });
      else Object.assign(field, { type: kind === "search" ? "search" : "text", placeholder, autocomplete: "off", maxLength: 80 });
      place.replaceChildren(field);
    });
  }

  function open(id, from) {
    const dialog = document.getElementById(id);
    if (!dialog || dialog.open) return;
    opener = from;
    working = desk.dialogs[id];
    addFields(dialog);
    desk.say(dialog, "");
    dialog.showModal();
    working.open(dialog, desk.wordsOf(dialog));
  }

  function closed() {
    working = null;
    if (!opener) return;
    const back = opener.isConnected ? opener : document.getElementById(opener.id);
    opener = null;
    if (back) back.focus({ preventScroll: true });
  }

  document.addEventListener("click", (event) => {
    const way = event.target.closest(".dane [data-dane-okno]");
    if (way) {
      open(way.dataset.daneOkno, way);
      return;
    }
    const dialog = event.target.closest("dialog.dane-okno");
    if (!dialog) return;
    if (event.target === dialog || event.target.closest("[data-dane-zamknij]")) dialog.close();
    else if (event.target.closest("[data-dane-zastosuj]")) {
      const change = working && working.use();
      dialog.close();
      if (change) desk.ask(change);
    } else if (event.target.closest("[data-dane-czysc]")) working.clear();
  });

  document.addEventListener("close", (event) => {
    if (event.target.matches("dialog.dane-okno")) closed();
  }, true);

  /* Another page of the frame takes the dialog with it. */
  document.addEventListener("smup:page", () => { working = null; });
})();
