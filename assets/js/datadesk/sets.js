/* The reader's own sets: a name and the query of the page, kept in this browser; where storage is
 * forbidden, in this tab until it is closed. */
(function () {
  "use strict";
  const desk = (window.smupDesk = window.smupDesk || {});
  const smup = (window.smup = window.smup || {});
  const MEMORY = "smup.datadesk";
  const MOST = 50;
  let session = null; // what is kept when storage is forbidden
  let state = null; // {dialog, words}

  const fit = (one) => one && typeof one.name === "string" && typeof one.query === "string";

  function saved() {
    if (session) return session.slice();
    try {
      const kept = JSON.parse(localStorage.getItem(MEMORY) || "[]");
      return Array.isArray(kept) ? kept.filter(fit) : [];
    } catch {
      return []; /* storage forbidden or not ours */
    }
  }

  /* Returns whether the browser itself keeps them. */
  function keep(list) {
    const found = list.slice(0, MOST);
    try {
      localStorage.setItem(MEMORY, JSON.stringify(found));
      session = null;
      return true;
    } catch {
      session = found;
      return false;
    }
  }

  const same = (name) => (one) => one.name.toLowerCase() === name.toLowerCase();
  const tidied = (text) => text.trim().replace(/\s+/g, " ");
  const address = (query) => `${location.pathname}${query ? `?${query}` : ""}`;
  const say = (key, name, ...more) => desk.say(state.dialog, desk.fill(state.words[key], { name }), ...more);

  /* --- drawing ---------------------------------------------------------------------------------------- */

  function row({ name, query }, renaming) {
    const { words } = state;
    const item = smup.make("li", {});
    if (name === renaming) {
      const field = smup.make("input", { type: "text", value: name, maxLength: 80 });
      field.dataset.nowa = name;
      field.setAttribute("aria-label", desk.fill(words.new_name, { name }));
      item.append(field, desk.button(words.confirm, { zestaw: "renamed", nazwa: name }));
      return item;
    }
    const title = smup.make("span", { className: "nazwa" });
    title.append(smup.make("b", { textContent: name }));
    const way = smup.make("a", { href: address(query), className: "b l s", textContent: words.open });
    way.setAttribute("aria-label", desk.fill(words.open_set, { name }));
    item.append(title, way,
      desk.button(words.rename, { zestaw: "rename", nazwa: name }, desk.fill(words.rename_set, { name })),
      desk.button(words.delete, { zestaw: "delete", nazwa: name }, desk.fill(words.delete_set, { name })));
    return item;
  }

  function draw(renaming) {
    const items = saved().map((one) => row(one, renaming));
    if (!items.length) items.push(smup.make("li", { className: "m", textContent: state.words.none }));
    state.dialog.querySelector(".go-zapisane").replaceChildren(...items);
  }

  const named = (what, name) => [...state.dialog.querySelectorAll(`[data-zestaw=${what}]`)]
    .find((one) => one.dataset.nazwa === name);

  /* --- what the buttons do ------------------------------------------------------------------------------ */

  const field = () => state.dialog.querySelector("#data-sets-name");

  function save() {
    const name = tidied(field().value);
    if (!name) {
      say("needs_name");
      field().focus();
      return;
    }
    const list = saved();
    const place = list.findIndex(same(name));
    const set = { name, query: desk.shown() };
    if (place >= 0) list[place] = set;
    else list.unshift(set);
    const kept = keep(list);
    draw();
    say(kept ? (place >= 0 ? "replaced" : "saved") : "saved_session", name);
  }

  async function copy() {
    try {
      await navigator.clipboard.writeText(location.origin + address(desk.shown()));
      say("copied");
    } catch {
      say("not_copied");
    }
  }

  function rename({ dataset: { nazwa: name } }) {
    draw(name);
    const input = state.dialog.querySelector("[data-nowa]");
    input.focus();
    input.select();
  }

  function renamed() {
    const input = state.dialog.querySelector("[data-nowa]");
    const before = input.dataset.nowa;
    const name = tidied(input.value) || before;
    const others = saved().filter((one) => one.name === before || !same(name)(one));
    keep(others.map((one) => (one.name === before ? { ...one, name } : one)));
    draw();
    say("renamed", name);
    named("rename", name).focus();
  }

  function remove({ dataset: { nazwa: name } }) {
    const before = saved();
    keep(before.filter((one) => one.name !== name));
    draw();
    const undo = desk.button(state.words.undo, {});
    undo.addEventListener("click", () => {
      keep(before);
      draw();
      desk.say(state.dialog, "");
      named("delete", name).focus();
    });
    say("deleted", name, " ", undo);
    undo.focus();
  }

  /* A ready set is for my unit: the one on the page, else the gmina that was looked at last. */
  function withMine(link) {
    const url = new URL(link.href);
    if (url.searchParams.has("unit") || url.searchParams.has("units")) return;
    const seen = window.smupUnits.recent().find((unit) => unit.code.length === 7);
    const unit = desk.query().get("unit") || (seen && seen.code);
    if (!unit) return;
    if (link.dataset.zestawGotowy === "mine") url.searchParams.set("units", unit);
    else {
      url.searchParams.set("unit", unit);
      url.searchParams.set("group", "podobne");
    }
    link.href = url.href;
  }

  document.addEventListener("click", (event) => {
    const link = event.target.closest(".dane [data-zestaw-gotowy]");
    if (link) withMine(link);
  }, true); /* before the frame follows the link */

  const DO = { save, copy, rename, renamed, delete: remove };

  desk.dialogs["data-sets"] = {
    open(dialog, words) {
      state = { dialog, words };
      draw();
      field().focus();
    },
    use: () => null,
    clear: () => {},
  };

  document.addEventListener("click", (event) => {
    if (!state || !state.dialog.contains(event.target)) return;
    const button = event.target.closest("[data-zestaw]");
    if (button) DO[button.dataset.zestaw](button);
    if (event.target.closest("a[href]")) state.dialog.close();
  });

  document.addEventListener("keydown", (event) => {
    if (!state || !state.dialog.contains(event.target)) return;
    const renaming = event.target.matches("[data-nowa]");
    if (event.key === "Enter" && (renaming || event.target === field())) {
      event.preventDefault();
      if (renaming) renamed();
      else save();
    }
    if (event.key === "Escape" && renaming) {
      event.preventDefault();
      draw();
      named("rename", event.target.dataset.nowa).focus();
    }
  });
})();
