/* Values and names that the browser keeps: the matrix of an indicator and the list of units. Both
 * are GETs whose address changes with the data, so a repeated visit costs nothing. */
(function () {
  "use strict";
  const smup = (window.smup = window.smup || {});
  const KEPT = 24;
  const answers = new Map();

  smup.FLAGS = ["occurred", "did-not-occur", "below-format", "missing", "secret",
    "not-applicable", "not-yet-published"];
  const LAST_WITH_VALUE = 2;

  /* The answer of an address, asked for once; a failure is forgotten so that it can be retried. */
  function remembered(url, read) {
    if (!answers.has(url)) {
      if (answers.size >= KEPT) answers.delete(answers.keys().next().value);
      const answer = fetch(url, { headers: { Accept: "application/json" } })
        .then((response) => {
          if (!response.ok) throw new Error(`${response.status} ${url}`);
          return response.json();
        })
        .then(read);
      answers.set(url, answer);
      answer.catch(() => answers.delete(url));
    }
    return answers.get(url);
  }

  class Matrix {
    constructor(body) {
      this.code = body.indicator;
      this.years = body.years;
      this.units = body.units;
      this.breaks = body.class_breaks || [];
      this.scale = 10 ** body.decimals;
      this.rows = body.values;
      this.flagRows = body.flags;
      this.at = new Map(body.units.map((code, index) => [code, index]));
    }

    rowOf(year) {
      return this.years.indexOf(year);
    }

    flag(row, column) {
      return row < 0 || column === undefined ? 3 : Number(this.flagRows[row][column]);
    }

    /* The value, or null where there is none. */
    value(row, column) {
      if (row < 0 || column === undefined) return null;
      const scaled = this.rows[row][column];
      return scaled === null ? null : scaled / this.scale;
    }

    hasValue(row, column) {
      return this.flag(row, column) <= LAST_WITH_VALUE && this.value(row, column) !== null;
    }
  }

  smup.loadMatrix = (url) => remembered(url, (body) => new Matrix(body));

  /* Units by code: {code, name, kind, kindCode, powiat, woj}. */
  smup.loadUnits = (url) =>
    remembered(url, (body) => {
      const place = Object.fromEntries(body.columns.map((name, index) => [name, index]));
      const pick = (row) => ({
        code: row[place.code],
        name: row[place.name],
        kindCode: row[place.kind],
        kind: body.kinds[row[place.kind]],
        powiat: row[place.powiat],
        woj: row[place.voivodeship],
      });
      return new Map(body.units.map((row) => [row[place.code], pick(row)]));
    });

  /* "gm. wiejska, pow. bolesławiecki"; of a powiat its voivodeship. */
  smup.whereabouts = function (unit, view) {
    if (!unit) return "";
    if (view.level === "powiat") return view.words.voivodeships[unit.woj] || "";
    if (view.level === "wojewodztwo") return "";
    const powiat = unit.powiat ? view.words.in_powiat.replace("{name}", unit.powiat) : "";
    return [unit.kind[view.lang], powiat].filter(Boolean).join(", ");
  };
})();
