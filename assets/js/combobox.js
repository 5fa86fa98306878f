/* Search of a unit: the combobox pattern of ARIA 1.2 (list autocomplete, manual selection).
 * Markup: layouts/components/search.py. Suggestions: GET /api/v1/units?q=. */
(function () {
  "use strict";

  const DELAY = 150;
  const LIMIT = 8;
  const SHORTEST = 2;
  const MARK = "__TERYT__";
  const KEPT = 60;
  const states = new WeakMap();
  const answers = new Map();

  /* --- units seen last, kept in this browser only --------------------------------------------------- */

  const MEMORY = "smup.units";
  const REMEMBERED = 5;
  const CODE = /^\d{2,7}$/;

  function recent() {
    try {
      const kept = JSON.parse(localStorage.getItem(MEMORY) || "[]");
      return kept.filter((unit) => unit && CODE.test(unit.code) && typeof unit.label === "string");
    } catch {
      return []; /* storage forbidden or not ours */
    }
  }

  function remember(unit) {
    const others = recent().filter((other) => other.code !== unit.code);
    try {
      localStorage.setItem(MEMORY, JSON.stringify([unit, ...others].slice(0, REMEMBERED)));
    } catch {
      /* nothing is remembered then */
    }
  }

  window.smupUnits = { recent, remember };

  /* --- suggestions --------------------------------------------------------------------------- */

  async function ask(query, signal, level) {
    const key = `${level || ""}|${query.toLowerCase()}`;
    if (answers.has(key)) return answers.get(key);
    const of = level ? `&level=${level}` : "";
    const address = `/api/v1/units?q=${encodeURIComponent(query)}&limit=${LIMIT}${of}`;
    const response = await fetch(address, { signal, headers: { Accept: "application/json" } });
    if (!response.ok) throw new Error(`${response.status} ${address}`);
    const units = (await response.json()).data.filter((unit) => unit.level !== "kraj");
    if (answers.size >= KEPT) answers.delete(answers.keys().next().value);
    answers.set(key, units);
    return units;
  }

  function wording(unit, lang) {
    const label = unit.label[lang] || unit.label.pl;
    const [name, ...rest] = label.split(", ");
    return { code: unit.code, label, name, rest: rest.join(" · ") };
  }

  /* One sign for one sign, so that places in the folded text are places in the text. */
  function folded(text) {
    return Array.from(text.toLowerCase(), (sign) =>
      sign === "ł" ? "l" : sign.normalize("NFD").charAt(0)
    ).join("");
  }

  function marked(name, query) {
    const start = folded(name).indexOf(folded(query.trim()));
    const span = document.createElement("span");
    if (start < 0 || !query.trim()) {
      span.textContent = name;
      return span;
    }
    const end = start + query.trim().length;
    const mark = document.createElement("mark");
    mark.textContent = name.slice(start, end);
    span.append(name.slice(0, start), mark, name.slice(end));
    return span;
  }

  /* --- one combobox ---------------------------------------------------------------------------- */

  function adopt(root) {
    const place = root.querySelector(".wejscie");
    const list = root.querySelector("[role=listbox]");
    if (!place || !list || states.has(root)) return;
    const input = document.createElement("input");
    Object.assign(input, {
      type: "text",
      id: root.dataset.field,
      placeholder: root.dataset.placeholder,
      autocomplete: "off",
      spellcheck: false,
      value: root.dataset.shown || "",
      title: root.dataset.shown || "",
    });
    const names = {
      role: "combobox",
      "aria-autocomplete": "list",
      "aria-expanded": "false",
      "aria-controls": list.id,
      autocapitalize: "off",
      enterkeyhint: "search",
    };
    Object.entries(names).forEach(([name, value]) => input.setAttribute(name, value));
    place.replaceChildren(input);
    states.set(root, { input, list, units: [], active: -1, timer: 0, request: null });
    rememberShown(root);
  }

  /* A unit that came with the address, from a link, counts as seen too. */
  function rememberShown(root) {
    const [, profile] = /\/jednostka\/(\d{2,7})$/.exec(location.pathname) || [];
    const code = profile || new URLSearchParams(location.search).get("unit");
    const label = root.dataset.shown;
    if (!label || root.dataset.address || !CODE.test(code || "")) return;
    window.smupUnits.remember({ code, name: label.split(", ")[0], label });
  }

  function parts(element) {
    const root = element.closest("[data-combobox]");
    return root && states.has(root) ? { root, ...{ state: states.get(root) } } : null;
  }

  function say(root, text) {
    root.querySelector("[role=status]").textContent = text;
  }

  function close(state) {
    state.list.hidden = true;
    state.active = -1;
    state.input.setAttribute("aria-expanded", "false");
    state.input.removeAttribute("aria-activedescendant");
  }

  function activate(state, index) {
    const options = state.list.querySelectorAll("[role=option]");
    options.forEach((option, place) => {
      option.classList.toggle("on", place === index);
      option.setAttribute("aria-selected", String(place === index));
    });
    state.active = index;
    if (index < 0) {
      state.input.removeAttribute("aria-activedescendant");
      return;
    }
    state.input.setAttribute("aria-activedescendant", options[index].id);
    options[index].scrollIntoView({ block: "nearest" });
  }

  function show(root, state, units, query) {
    const lang = root.dataset.lang;
    state.units = units.map((unit) => wording(unit, lang));
    state.list.replaceChildren(
      ...state.units.map((unit, index) => {
        const option = document.createElement("li");
        option.id = `${state.list.id}-${index}`;
        option.setAttribute("role", "option");
        option.setAttribute("aria-selected", "false");
        const note = document.createElement("span");
        note.className = "m";
        note.textContent = unit.rest;
        option.append(marked(unit.name, query), note);
        return option;
      })
    );
    state.active = -1;
    state.list.hidden = units.length === 0;
    state.input.setAttribute("aria-expanded", String(units.length > 0));
    say(root, units.length ? "" : root.dataset.none);
    if (units.length) announce(root, units.length);
  }

  /* The number of suggestions is for those who do not see the list. */
  function announce(root, count) {
    const forms = root.dataset.count.split("|");
    const status = root.querySelector("[role=status]");
    const span = document.createElement("span");
    span.className = "vh";
    span.textContent = forms[form(count, forms.length)].replace("{n}", count);
    status.replaceChildren(span);
  }

  function form(count, forms) {
    if (count === 1) return 0;
    if (forms === 2) return 1;
    const ends = count % 10 >= 2 && count % 10 <= 4;
    return ends && !(count % 100 >= 12 && count % 100 <= 14) ? 1 : 2;
  }

  async function suggest(root, state) {
    const query = state.input.value.trim();
    if (state.request) state.request.abort();
    if (query.length < SHORTEST) {
      close(state);
      say(root, "");
      return;
    }
    state.request = new AbortController();
    try {
      const units = await ask(query, state.request.signal, root.dataset.level);
      if (state.input.value.trim() === query) show(root, state, units, query);
    } catch (error) {
      if (error.name === "AbortError") return;
      close(state);
      say(root, root.dataset.failed);
    }
  }

  function choose(root, state, unit) {
    clearTimeout(state.timer);
    if (state.request) state.request.abort();
    if (root.dataset.many !== undefined) {
      pick(root, state, unit);
      return;
    }
    root.dataset.shown = unit.label;
    state.input.value = unit.label;
    state.input.title = unit.label;
    close(state);
    say(root, "");
    const chosen = { code: unit.code, name: unit.name, label: unit.label };
    window.smupUnits.remember(chosen);
    root.dispatchEvent(new CustomEvent("smup:chosen", { bubbles: true, detail: chosen }));
    window.dash_clientside.set_props(root.dataset.combobox, { data: chosen });
    if (root.dataset.address) window.smupShell.go(root.dataset.address.replace(MARK, unit.code));
  }

  /* One of several: the field is empty for the next one, and who asked for units is told. */
  function pick(root, state, unit) {
    state.input.value = "";
    close(state);
    say(root, "");
    const detail = { code: unit.code, name: unit.name, label: unit.label };
    root.dispatchEvent(new CustomEvent("smup:picked", { bubbles: true, detail }));
  }

  /* Enter or the button: the active suggestion, else the first one, else ask for them. */
  async function submit(root, state) {
    clearTimeout(state.timer);
    if (state.active >= 0) return choose(root, state, state.units[state.active]);
    if (state.input.value.trim().length < SHORTEST) {
      say(root, root.dataset.required);
      state.input.focus();
      return undefined;
    }
    if (state.list.hidden) await suggest(root, state);
    if (!state.list.hidden && state.units.length) return choose(root, state, state.units[0]);
    return undefined;
  }

  function restore(root, state) {
    state.input.value = root.dataset.shown || "";
    close(state);
  }

  /* --- events ------------------------------------------------------------------------------------ */

  const KEYS = {
    ArrowDown(root, state) {
      if (state.list.hidden) suggest(root, state);
      else activate(state, (state.active + 1) % state.units.length);
    },
    ArrowUp(root, state) {
      if (state.list.hidden) suggest(root, state);
      else activate(state, state.active <= 0 ? state.units.length - 1 : state.active - 1);
    },
    Enter: submit,
    Escape(root, state) {
      if (state.list.hidden) restore(root, state);
      else close(state);
    },
  };

  /* Inside a dialog Escape first closes the list, then, left to the browser, the dialog. */
  const closesDialog = ({ root, state }) => state.list.hidden && root.closest("dialog") !== null;

  document.addEventListener("keydown", (event) => {
    const found = event.target.matches("[role=combobox]") && parts(event.target);
    if (!found || !(event.key in KEYS) || event.isComposing) return;
    if (event.key === "Escape" && closesDialog(found)) return;
    event.preventDefault();
    KEYS[event.key](found.root, found.state);
  });

  document.addEventListener("input", (event) => {
    const found = event.target.matches("[role=combobox]") && parts(event.target);
    if (!found) return;
    clearTimeout(found.state.timer);
    found.state.timer = setTimeout(() => suggest(found.root, found.state), DELAY);
  });

  document.addEventListener("focusin", (event) => {
    if (event.target.matches("[role=combobox]") && parts(event.target)) event.target.select();
  });

  document.addEventListener("focusout", (event) => {
    const found = event.target.matches("[role=combobox]") && parts(event.target);
    if (!found) return;
    close(found.state);
    if (found.root.dataset.shown) restore(found.root, found.state);
  });

  /* mousedown, because the field loses focus (and the list closes) before a click is complete */
  document.addEventListener("mousedown", (event) => {
    const option = event.target.closest("[role=option]");
    const found = option && parts(option);
    if (!found) return;
    event.preventDefault();
    const index = Array.prototype.indexOf.call(found.state.list.children, option);
    choose(found.root, found.state, found.state.units[index]);
  });

  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-combobox] button");
    const found = button && parts(button);
    if (found) submit(found.root, found.state);
  });

  function adoptAll() {
    document.querySelectorAll("[data-combobox]").forEach(adopt);
  }

  new MutationObserver(adoptAll).observe(document.documentElement, {
    childList: true,
    subtree: true,
  });
  adoptAll();
})();
