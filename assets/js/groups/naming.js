/* Naming of an own group in its dialog: save, load, rename, delete with a way back. */
(function () {
  "use strict";
  const groups = (window.smupGroups = window.smupGroups || {});
  const smup = (window.smup = window.smup || {});
  const NAME = ".go-prawa input";

  const tidied = (text) => text.trim().replace(/\s+/g, " ");

  function save(face) {
    const words = face.words();
    const field = face.part(NAME);
    const name = tidied(field.value);
    const codes = face.codes();
    if (!codes.length) return face.say(words.needs_units);
    if (!name) {
      face.say(words.needs_name);
      return field.focus();
    }
    const kept = groups.save({ name, level: face.level(), codes });
    face.draw();
    return face.say(groups.fill(kept ? words.saved : words.saved_session, { name }));
  }

  function load(face, name) {
    const group = groups.saved().find((one) => one.name === name);
    if (!group) return;
    face.replace(group.codes);
    face.part(NAME).value = name;
    face.say(groups.fill(face.words().loaded, { name }));
  }

  function rename(face, name) {
    face.draw(name);
    const field = face.part("[data-rename]");
    field.focus();
    field.select();
  }

  function renamed(face) {
    const field = face.part("[data-rename]");
    const before = field.dataset.rename;
    const name = tidied(field.value) || before;
    groups.rename(before, name);
    face.draw();
    face.say(groups.fill(face.words().renamed, { name }));
    focusRow(face, name, "rename");
  }

  function focusRow(face, name, what) {
    const found = [...face.dialog().querySelectorAll(`[data-go=${what}]`)].find((one) => one.dataset.name === name);
    if (found) found.focus();
  }

  function remove(face, name) {
    const before = groups.remove(name);
    face.draw();
    const words = face.words();
    const undo = smup.make("button", { type: "button", className: "b l s", textContent: words.undo });
    undo.addEventListener("click", () => {
      groups.restore(before);
      face.draw();
      face.say("");
      focusRow(face, name, "delete");
    });
    face.part(".go-mowi").replaceChildren(groups.fill(words.deleted, { name }), " ", undo);
    undo.focus();
  }

  /* By the name of the button; each gets the button and what it may do with the dialog. */
  groups.naming = {
    save: (button, face) => save(face),
    load: (button, face) => load(face, button.dataset.name),
    rename: (button, face) => rename(face, button.dataset.name),
    renamed: (button, face) => renamed(face),
    delete: (button, face) => remove(face, button.dataset.name),
  };

  groups.namingKeys = function (event, face) {
    const field = event.target;
    const { rename: before } = field.dataset;
    if (event.key === "Enter" && (before !== undefined || field === face.part(NAME))) {
      event.preventDefault();
      if (before === undefined) save(face);
      else renamed(face);
    }
    if (event.key === "Escape" && before !== undefined) {
      event.preventDefault();
      face.draw();
      focusRow(face, before, "rename");
    }
  };
})();
