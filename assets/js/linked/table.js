/* The table of a linked view: my unit first, then the group, sorted; the kinds of empty last. The
 * CSV of the same address has the same rows in the same order (smup/views/table.py). */
(function () {
  "use strict";
  const smup = (window.smup = window.smup || {});
  const FIRST = 9;
  const MORE = 100;
  const TRIANGLES = { up: "tri up", down: "tri down", same: "tri flat" };

  function make(name, properties, ...children) {
    const node = Object.assign(document.createElement(name), properties || {});
    node.append(...children.filter((child) => child !== null && child !== undefined));
    return node;
  }
  smup.make = make;

  function triangle(direction) {
    const mark = make("i", { className: TRIANGLES[direction] });
    mark.setAttribute("aria-hidden", "true");
    return mark;
  }

  /* Rows of the view in the order shown. */
  smup.tableRows = function (view, matrix, year, picked) {
    const row = matrix.rowOf(year);
    const inRange = smup.rangeTest(picked);
    const rows = (view.whole ? matrix.units : view.members)
      .map((code) => smup.tableRow(view, matrix, row, code))
      .filter((item) => item.mine || !inRange || (item.known && inRange(item.value)));
    const [key, sign] = sortOf(picked.sort);
    rows.sort((a, b) => {
      if (a.mine !== b.mine) return a.mine ? -1 : 1;
      const left = sortValue(a, key, view);
      const right = sortValue(b, key, view);
      if ((left === null) !== (right === null)) return left === null ? 1 : -1;
      const order = left === null ? 0 : key === "name" ? view.collator.compare(left, right) : left - right;
      return sign * order || (a.code < b.code ? -1 : 1);
    });
    return rows;
  };

  smup.rangeTest = function (picked) {
    const { low, high } = picked || {};
    if (low === null && high === null) return null;
    if (low === undefined && high === undefined) return null;
    return (value) => (low ?? -Infinity) <= value && value <= (high ?? Infinity);
  };

  smup.tableRow = function (view, matrix, row, code) {
    const column = matrix.at.get(code);
    const known = matrix.hasValue(row, column);
    const value = known ? matrix.value(row, column) : null;
    const year = matrix.years[row];
    const comparable = row > 0 && matrix.years[row - 1] === year - 1 && !view.breaks.includes(year);
    const before = comparable && matrix.hasValue(row - 1, column) ? matrix.value(row - 1, column) : null;
    const change = known && before !== null ? smup.change(value, before, view.indicator, view.lang) : null;
    return { code, column, known, value, flag: matrix.flag(row, column), change, mine: code === view.unit };
  };

  function sortOf(sort) {
    const text = sort || "-value";
    return text.startsWith("-") ? [text.slice(1), -1] : [text, 1];
  }

  function sortValue(item, key, view) {
    if (key === "name") return view.nameOf(item.code);
    if (key === "change") return item.change ? item.change.number : null;
    return item.value;
  }

  /* The strip of one row: place in the group, marker by judgement. */
  smup.strip = function (value, stats, markerClass) {
    const box = make("div", { className: `pas ${markerClass}` });
    box.setAttribute("aria-hidden", "true");
    if (!stats) return box;
    const low = Math.min(stats.min, value ?? stats.min);
    const high = Math.max(stats.max, value ?? stats.max);
    const at = (number) => (high > low ? 3 + (94 * (number - low)) / (high - low) : 50);
    const part = (className, from, to) => {
      const node = make("i", { className });
      node.style.left = `${at(from)}%`;
      if (to !== undefined) node.style.width = `${at(to) - at(from)}%`;
      return node;
    };
    box.append(part("z", stats.min, stats.max), part("p", stats.q1, stats.q3), part("d", stats.median));
    if (value !== null) box.append(part("j", value));
    return box;
  };

  function sparkline(matrix, column, row) {
    const svg = smup.svg("svg", { width: 96, height: 26, viewBox: "0 0 96 26", "aria-hidden": "true", class: "iskra" });
    const points = matrix.years
      .map((_, index) => [index, matrix.value(index, column)])
      .filter(([, value]) => value !== null);
    if (points.length < 2) return svg;
    const values = points.map(([, value]) => value);
    const low = Math.min(...values);
    const span = Math.max(...values) - low || 1;
    const x = (index) => 4 + (88 * index) / Math.max(1, matrix.years.length - 1);
    const y = (value) => 22 - (18 * (value - low)) / span;
    const line = points.map(([index, value], place) => `${place ? "L" : "M"}${x(index).toFixed(1)} ${y(value).toFixed(1)}`);
    svg.append(smup.svg("path", { d: line.join(""), fill: "none", stroke: "currentColor", "stroke-width": 1.6 }));
    const here = matrix.value(row, column);
    if (here !== null) svg.append(smup.svg("circle", { cx: x(row), cy: y(here), r: 3, fill: "currentColor" }));
    return svg;
  }

  function changeCell(item, view) {
    const cell = make("td", { className: "num" });
    if (!item.change) return cell;
    const direction = item.change.number === 0 ? "same" : item.change.number > 0 ? "up" : "down";
    const good = view.indicator.polarity === direction;
    const judged = view.indicator.polarity !== "none" && direction !== "same";
    const tone = judged ? (good ? "l" : "g") : "n";
    const word = judged ? view.words[good ? "better" : "worse"] : "";
    const box = make("span", { className: `zm ${tone}` }, triangle(direction), item.change.text);
    if (word) box.append(make("span", { className: "vh", textContent: ` ${word}` }));
    cell.append(box);
    return cell;
  }

  function valueCell(item, view) {
    if (item.known && item.flag !== 2) {
      const text = smup.number(item.value, view.indicator.decimals, view.lang, true);
      return make("td", { className: "num", textContent: text });
    }
    const kind = smup.FLAGS[item.flag];
    const mark = make("i", { className: view.patterns[kind] || "" });
    mark.setAttribute("aria-hidden", "true");
    return make("td", { className: "num" }, make("span", { className: "puste" }, mark, view.words.empty[kind]));
  }

  function quarter(item, stats, words) {
    if (!item.known || !stats) return "";
    if (item.value >= stats.q3) return words[1];
    if (item.value >= stats.median) return words[2];
    return item.value >= stats.q1 ? words[3] : words[4];
  }

  /* Where a unit is shown whole; the group of the view goes along. */
  smup.profileAt = (view, code) => {
    const now = new URLSearchParams(location.search);
    const kept = new URLSearchParams(["group", "own", "w"].filter((key) => now.get(key)).map((key) => [key, now.get(key)]));
    const query = kept.toString();
    return view.words.profile_at.replace("__TERYT__", code) + (query ? `?${query}` : "");
  };

  function profileLink(code, view) {
    const link = make("a", { className: "do-profilu", textContent: view.words.profile });
    link.href = smup.profileAt(view, code);
    link.setAttribute("aria-label", `${view.nameOf(code)}: ${view.words.profile}`);
    return link;
  }

  function bodyRow(item, view, matrix, row, stats, picked) {
    const unit = view.units.get(item.code);
    const name = make("button", { type: "button", className: "wiersz", textContent: view.nameOf(item.code) });
    name.dataset.pick = item.code;
    name.setAttribute("aria-pressed", String(picked.sel === item.code));
    const first = make("th", { scope: "row" });
    if (item.mine) first.append(make("i", { className: "romb" }), " ");
    first.append(name, " ", make("small", { textContent: smup.whereabouts(unit, view) }));
    if (item.mine || picked.sel === item.code) first.append(" ", profileLink(item.code, view));
    const line = make("tr", { className: item.mine ? "ja" : picked.sel === item.code ? "wyr" : "" }, first);
    const marker = view.indicator.polarity === "none" || !item.mine ? "n" : "";
    if (view.whole) line.append(make("td", { className: "kol-kod", textContent: item.code }));
    line.append(
      valueCell(item, view),
      changeCell(item, view),
      make("td", { className: "kol-pas" }, smup.strip(item.value, stats, marker)),
      make("td", { className: "kol-iskra" }, sparkline(matrix, item.column, row))
    );
    if (!view.whole) {
      line.append(make("td", { className: "num kol-cw", textContent: quarter(item, stats, view.words.quarter) }));
    }
    return line;
  }

  function headCell(text, key, picked, className) {
    const cell = make("th", { scope: "col", className: className || "" });
    if (!key) {
      cell.textContent = text;
      return cell;
    }
    const [current, sign] = sortOf(picked.sort);
    const button = make("button", { type: "button", textContent: text });
    button.dataset.sort = key === current ? `${sign < 0 ? "" : "-"}${key}` : key === "name" ? "name" : `-${key}`;
    if (key === current) {
      cell.setAttribute("aria-sort", sign < 0 ? "descending" : "ascending");
      button.append(make("i", { className: `icon icon-chevron-down${sign < 0 ? "" : " gora"}` }));
    }
    cell.append(button);
    return cell;
  }

  /* Draw the table into its box; returns the number of rows in all. */
  smup.drawTable = function (box, view, matrix, year, picked) {
    const row = matrix.rowOf(year);
    const stats = view.stats[year] || null;
    const rows = smup.tableRows(view, matrix, year, picked);
    const limit = view.rowLimit || FIRST;
    const since = row > 0 ? matrix.years[row - 1] : null;
    const words = view.words.columns;
    const head = make("tr", null,
      headCell(words.unit, "name", picked),
      ...(view.whole ? [headCell(words.teryt, null, picked, "kol-kod")] : []),
      headCell([year, view.indicator.unit].filter(Boolean).join(", "), "value", picked, "num"),
      headCell(since === year - 1 ? words.change.replace("{year}", since) : words.change_none, "change", picked, "num"),
      headCell(words.place, null, picked, "kol-pas"),
      headCell(`${matrix.years[0]}–${matrix.years[matrix.years.length - 1]}`, null, picked, "kol-iskra"),
      ...(view.whole ? [] : [headCell(words.quarter, null, picked, "num kol-cw")]));
    const caption = make("caption", { className: "vh", textContent: `${view.indicator.name}, ${year}` });
    const body = make("tbody", null,
      ...rows.slice(0, limit).flatMap((item) => [
        bodyRow(item, view, matrix, row, stats, picked),
        smup.noteRow(item.code, view, year, head.children.length),
      ]));
    const table = make("table", { className: "t" }, caption, make("thead", null, head), body);
    const parts = [make("div", { className: "tw", tabIndex: 0 }, table)];
    parts[0].setAttribute("role", "region");
    parts[0].setAttribute("aria-label", `${view.indicator.name}, ${year}`);
    if (rows.length > limit) {
      const left = Math.min(MORE, rows.length - limit);
      const more = make("button", { type: "button", className: "b s wiecej", textContent: view.words.more.replace("{n}", left) });
      more.dataset.more = String(limit + MORE);
      parts.push(more);
    }
    const focused = document.activeElement && box.contains(document.activeElement) ? document.activeElement.dataset : null;
    box.replaceChildren(...parts);
    restoreFocus(box, focused);
    return { rows: rows.length, shown: Math.min(limit, rows.length) };
  };

  /* A redraw replaces the focused button; the one with the same purpose takes its place. */
  function restoreFocus(box, data) {
    if (!data) return;
    const purpose = data.pick ? `[data-pick="${data.pick}"]` : data.sort ? `[data-sort$="${data.sort.replace("-", "")}"]` : ".wiecej";
    const target = box.querySelector(purpose);
    if (target) target.focus({ preventScroll: true });
  }
})();
