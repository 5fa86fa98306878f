/* Parts of the dialog of an own group: units as chips, groups that are saved, what a list gave. */
(function () {
  "use strict";
  const groups = (window.smupGroups = window.smupGroups || {});
  const smup = (window.smup = window.smup || {});
  const SHOWN = 40;

  groups.fill = (text, values) =>
    Object.entries(values).reduce((filled, [key, value]) => filled.replaceAll(`{${key}}`, value), text);

  /* One, few, many in Polish; one, other in English. */
  groups.plural = function (forms, n, values) {
    const tens = n % 100;
    const few = n % 10 >= 2 && n % 10 <= 4 && !(tens >= 12 && tens <= 14);
    const place = n === 1 ? 0 : forms.length === 2 || few ? 1 : 2;
    return groups.fill(forms[place], { n, ...values });
  };

  function button(text, what, label, data) {
    const made = smup.make("button", { type: "button", className: "b l s", textContent: text });
    Object.assign(made.dataset, { go: what, ...data });
    if (label) made.setAttribute("aria-label", label);
    return made;
  }

  /* --- who is in the group ------------------------------------------------------------------------------ */

  groups.drawChips = function (list, state) {
    const { words, units, context } = state;
    const mine = context.unit && units.get(context.unit);
    const items = [...state.codes].filter((code) => code !== context.unit).map((code) => chip(code, state));
    if (mine) {
      const own = smup.make("li", { className: "chip moja" });
      own.append(
        smup.make("i", { className: "romb" }), mine.name,
        smup.make("small", { textContent: words.mine }));
      items.unshift(own);
    }
    if (!groups.others(state).length) items.push(smup.make("li", { className: "m pusto", textContent: words.empty }));
    list.replaceChildren(...items);
  };

  groups.others = (state) => [...state.codes].filter((code) => code !== state.context.unit);

  function chip(code, { units, words }) {
    const unit = units.get(code);
    const name = unit ? unit.name : code;
    const item = smup.make("li", { className: "chip" });
    const remove = smup.make("button", { type: "button", textContent: "×" });
    Object.assign(remove.dataset, { go: "remove", code });
    remove.setAttribute("aria-label", groups.fill(words.remove, { name }));
    item.title = unit ? [name, unit.kind[words.lang], unit.powiat && groups.fill(words.in_powiat, { name: unit.powiat })]
      .filter(Boolean).join(", ") : code;
    item.append(name, remove);
    return item;
  }

  /* --- groups kept in this browser ---------------------------------------------------------------------- */

  groups.drawSaved = function (block, state, renaming) {
    const list = groups.saved();
    block.hidden = !list.length;
    block.querySelector("ul").replaceChildren(...list.map((group) => row(group, state, renaming)));
  };

  function row(group, { words, context }, renaming) {
    const item = smup.make("li", {});
    const count = groups.plural(words.count[group.level] || words.left_out, group.codes.length);
    if (group.name === renaming) {
      item.append(...renameParts(group, words));
      return item;
    }
    const name = smup.make("span", { className: "nazwa" });
    name.append(smup.make("b", { textContent: group.name }), smup.make("small", { textContent: count }));
    const load = button(words.load, "load", groups.fill(words.load_group, { name: group.name }), { name: group.name });
    load.disabled = group.level !== context.level;
    item.append(
      name, load,
      button(words.rename, "rename", groups.fill(words.rename_group, { name: group.name }), { name: group.name }),
      button(words.delete, "delete", groups.fill(words.delete_group, { name: group.name }), { name: group.name }));
    return item;
  }

  function renameParts(group, words) {
    const field = smup.make("input", { type: "text", value: group.name, maxLength: 80, className: "wyb" });
    field.dataset.rename = group.name;
    field.setAttribute("aria-label", groups.fill(words.new_name, { name: group.name }));
    return [field, button(words.confirm_name, "renamed", "", { name: group.name })];
  }

  /* --- what a pasted list gave ---------------------------------------------------------------------------- */

  groups.drawResult = function (box, result, { words, context }, { added, already }) {
    const sentences = [];
    if (!result.pieces && !result.problems.length) sentences.push(words.none_found);
    if (result.pieces) {
      sentences.push(groups.plural(words.recognised, result.pieces, { known: result.known }));
      sentences.push(groups.plural(words.added_units, added));
    }
    if (already) sentences.push(groups.plural(words.already, already));
    if (result.repeated) sentences.push(groups.plural(words.repeated, result.repeated));
    const told = [...result.problems, ...result.notes].sort((a, b) => a.line - b.line);
    const lines = told.slice(0, SHOWN).map((note) => {
      const line = smup.make("li", { className: result.problems.includes(note) ? "blad" : "" });
      line.append(smup.make("b", { textContent: groups.fill(words.line, { line: note.line }) }), " ",
        said(note, words, context.level));
      return line;
    });
    if (told.length > SHOWN) lines.push(smup.make("li", { textContent: groups.plural(words.more_problems, told.length - SHOWN) }));
    const list = smup.make("ul", { className: "cz" });
    list.append(...lines);
    box.replaceChildren(
      smup.make("p", { className: result.problems.length ? "uwaga" : "dobrze", textContent: sentences.join(" ") }),
      ...(lines.length ? [list] : []));
  };

  function said(note, words, level) {
    const label = note.unit ? note.unit.label[words.lang] || note.unit.name : "";
    const count = typeof note.count === "number" ? groups.plural(words.count[level], note.count) : "";
    return groups.fill(words[note.key], {
      code: note.code || "", text: note.text || "", count, level: words.levels[level],
      name: note.name || label, successor: label,
    });
  }
})();
