/* What units say about their values, beside the values: under a row of the table, and above the
 * pictures for my unit and the picked one. The notes of all years come with the view. */
(function () {
  "use strict";
  const smup = (window.smup = window.smup || {});
  const HINT = 110;

  /* The note of a unit on its value in a year, or null. */
  smup.noteOf = (view, year, code) => ((view.notes || {})[year] || {})[code] || null;

  function words(note, view) {
    const text = smup.make("q", { textContent: note.text, dir: "auto" });
    if (note.lang !== view.lang) text.lang = note.lang;
    return smup.make("p", null, smup.make("b", { textContent: `${note.title}:` }), " ", text, " ",
      smup.make("small", { textContent: note.day }));
  }

  /* A note as a card; the same as layouts/components/notes.py makes. */
  smup.noteCard = function (note, view) {
    const sign = smup.make("i", { className: "icon icon-quote" });
    sign.setAttribute("aria-hidden", "true");
    const card = smup.make("div", { className: "uw-jst" }, sign, words(note, view));
    card.setAttribute("role", "note");
    return card;
  };

  /* The beginning of a note for the words at the pointer; the whole of it stands in the table. */
  smup.noteHint = function (code, view, year) {
    const note = smup.noteOf(view, year, code);
    if (!note) return null;
    const text = note.text.length > HINT ? `${note.text.slice(0, HINT).trimEnd()}…` : note.text;
    return smup.make("small", { className: "dymek-uwaga", textContent: `${note.title}: ${text}`, dir: "auto" });
  };

  /* The row under the one of a unit with a note; null where it has none. */
  smup.noteRow = function (code, view, year, columns) {
    const note = smup.noteOf(view, year, code);
    if (!note) return null;
    const cell = smup.make("td", { colSpan: columns }, smup.noteCard(note, view));
    return smup.make("tr", { className: "wiersz-uwagi" }, cell);
  };

  function reply(code, view, year) {
    const { question, add, at } = view.words.reply;
    const link = smup.make("a", {
      href: at.replace("__TERYT__", code).replace("__ROK__", year), textContent: add,
    });
    return smup.make("p", { className: "odpowiedz xs nodr" }, `${view.nameOf(code)}, ${year}. ${question} `, link);
  }

  /* On the tab of the table the note stands in the row already. */
  const inTable = (code, tab) =>
    tab === "table" && document.querySelector(`#view-table [data-pick="${code}"]`) !== null;

  function show({ view, year, picked, tab }) {
    const box = document.getElementById("view-notes");
    if (!box) return;
    const codes = [...new Set([view.unit, picked.sel])].filter(Boolean);
    box.replaceChildren(...codes.map((code) => {
      const note = inTable(code, tab) ? null : smup.noteOf(view, year, code);
      const parts = [note ? smup.noteCard(note, view) : null, reply(code, view, year)];
      return smup.make("div", null, ...parts);
    }));
  }

  document.addEventListener("smup:shown", (event) => show(event.detail));
})();
