/* The table of the group: the same numbers as the scatter and the map, my unit first. */
(function () {
  "use strict";
  const cost = (window.smupCost = window.smupCost || {});
  const FIRST = { phone: 5, wide: 12 };
  const MORE = 100;
  const PHONE = window.matchMedia("(max-width: 575px)");
  const collator = new Intl.Collator("pl"); // names are Polish on English pages too

  function sorted(rows, { sort, sign }) {
    const order = (a, b) => {
      if (sort === "name") return sign * collator.compare(a.name, b.name);
      const [left, right] = [a[sort], b[sort]];
      const known = [left, right].map((value) => typeof value === "number");
      if (known[0] !== known[1]) return known[0] ? -1 : 1;
      return known[0] ? sign * (left - right) : 0;
    };
    return rows.slice().sort((a, b) => order(a, b) || (a.code < b.code ? -1 : 1));
  }

  function numberCell(text) {
    return window.smup.make("td", { className: "num", textContent: text });
  }

  function readingCell(row, side, record) {
    const value = row[side];
    if (typeof value !== "number") {
      const cell = window.smup.make("td", { className: "num" });
      cell.append(window.smup.make("span", { className: "puste", textContent: value || record.words.missing }));
      return cell;
    }
    return numberCell(window.smup.number(value, record.formats[side].decimals, record.lang, true));
  }

  function money(value, record) {
    return value === null ? record.words.missing : window.smup.number(value, record.formats.cost.decimals, record.lang, true);
  }

  function between(low, high) {
    return low === high ? low : `${low}–${high}`;
  }

  function deviation(value, record) {
    if (value === null) return "–";
    return `${value > 0 ? "+" : ""}${window.smup.number(value, 1, record.lang, false)}%`;
  }

  function notes(row, record) {
    const words = Object.entries(record.words.notes).filter(([bit]) => row.notes & Number(bit)).map(([, text]) => text);
    return window.smup.make("td", { className: words.length ? "uwagi" : "", textContent: words.join(", ") });
  }

  function line(row, view) {
    const { record, picked } = view;
    const { make } = window.smup;
    const name = make("button", { type: "button", className: "wiersz", textContent: row.name });
    name.dataset.costPick = row.code;
    name.setAttribute("aria-pressed", String(picked === row.code));
    name.setAttribute("aria-label", record.words.pick.replace("{name}", row.name));
    const head = make("th", { scope: "row" }, name, " ", make("small", { textContent: row.where }));
    if (picked === row.code && row.code !== record.mine) {
      head.append(" ", make("a", { className: "do-profilu", href: cost.pageOf(record, row.code), textContent: record.words.page }));
    }
    const sides = ["quality", "availability"].filter((side) => record.formats[side]);
    return make(
      "tr", { className: row.code === record.mine ? "ja" : picked === row.code ? "wyr" : "" }, head,
      numberCell(money(row.cost, record)),
      numberCell(between(money(row.low, record), money(row.high, record))),
      numberCell(between(String(row.best), String(row.worst))),
      ...sides.map((side) => readingCell(row, side, record)),
      numberCell(deviation(row.deviation, record)),
      notes(row, record),
    );
  }

  function heads({ sort, sign }) {
    document.querySelectorAll(".koszt-trojkat [data-linked-sort]").forEach((button) => {
      const on = button.dataset.linkedSort === sort;
      const head = button.closest("th");
      if (on) head.setAttribute("aria-sort", sign > 0 ? "ascending" : "descending");
      else head.removeAttribute("aria-sort");
      const icon = button.querySelector(".icon");
      icon.classList.toggle("gora", on && sign > 0);
      icon.hidden = !on;
    });
  }

  cost.drawTable = function (view) {
    const body = document.querySelector(".koszt-trojkat [data-linked-rows]");
    if (!body) return;
    const { record, state, picked, keeps } = view;
    const pinned = [record.mine, picked].filter((code, at, both) => record.byCode.has(code) && both.indexOf(code) === at);
    const kept = record.rows.filter((row) => !pinned.includes(row.code) && (!keeps || keeps(row.code)));
    const rows = [...pinned.map((code) => record.byCode.get(code)), ...sorted(kept, state)];
    const limit = FIRST[PHONE.matches ? "phone" : "wide"] + MORE * state.limit;
    const focused = document.activeElement && body.contains(document.activeElement) ? document.activeElement.dataset.costPick : null;
    body.replaceChildren(...rows.slice(0, limit).map((row) => line(row, view)));
    if (focused) {
      const same = body.querySelector(`[data-cost-pick="${CSS.escape(focused)}"]`);
      if (same) same.focus({ preventScroll: true });
    }
    heads(state);
    const told = document.querySelector(".koszt-trojkat [data-linked-shown]");
    told.textContent = record.words.shown.replace("{shown}", Math.min(limit, rows.length)).replace("{rows}", rows.length);
    document.querySelector(".koszt-trojkat [data-linked-more]").hidden = rows.length <= limit;
  };
})();
