/* A pasted list or a file of TERYT codes: which pieces are codes, and which units they stand for.
 * Whatever is not understood is told with the number of its line; nothing is dropped silently. */
(function () {
  "use strict";
  const groups = (window.smupGroups = window.smupGroups || {});
  const LETTER = /\p{L}/u;
  const CELLS = /[;\t|,]/;
  const HEAD = /teryt|terc|\bkod\b|\bcode\b/i;
  const AT_ONCE = 100;
  const MOST_ASKED = 400;
  const FULL = { gmina: [7, 6], powiat: [4, 7, 6], wojewodztwo: [2, 4, 7, 6] };
  const CODE_LENGTHS = [2, 4, 6, 7];
  const FIRST_CITY = 61;
  const HEAD_LINES = 5; // words before the first code are a heading, up to so many lines

  /* --- from a text to pieces: {line, text} a code, {line, text, words: true} what is none ------------ */

  const bare = (cell) => cell.trim().replace(/^["']+|["']+$/g, "").trim();

  /* Columns of a table that hold codes: named so in the header, or full of them. */
  function columnsOf(rows, level) {
    const [head] = rows;
    const count = head.cells.length;
    if (count < 2 || rows.length < 2) return null;
    const titled = head.cells.flatMap((cell, place) => (HEAD.test(cell) && !/\d/.test(cell) ? [place] : []));
    if (titled.length) return titled.slice(0, 1);
    if (rows.some((row) => row.cells.length !== count)) return null;
    const filled = (place) =>
      rows.filter((row) => /^\d+$/.test(row.cells[place]) && FULL[level].includes(row.cells[place].length)).length;
    const found = head.cells.flatMap((_, place) => (filled(place) >= 0.6 * rows.length ? [place] : []));
    return found.length ? found : null;
  }

  function fromTable(rows, columns) {
    return rows.flatMap(({ line, cells }) => columns.flatMap((place) => {
      const text = cells[place] || "";
      return text ? [{ line, text, words: !/^\d+$/.test(text) }] : [];
    }));
  }

  /* Among words only what has the length of a whole code is one: a year or a number of people is not. */
  function fromText(rows, level) {
    return rows.flatMap(({ line, raw }) => {
      const numbers = raw.match(/\d+/g) || [];
      if (!LETTER.test(raw)) return numbers.map((text) => ({ line, text }));
      const codes = numbers.filter((text) => FULL[level].includes(text.length));
      return codes.length ? codes.map((text) => ({ line, text })) : [{ line, text: raw, words: true }];
    });
  }

  groups.pieces = function (text, level) {
    const rows = text.replace(/^\uFEFF/, "").split(/\r\n|\r|\n/)
      .map((raw, index) => ({ line: index + 1, raw: raw.trim(), cells: raw.split(CELLS).map(bare) }))
      .filter((row) => row.raw);
    if (!rows.length) return [];
    const columns = columnsOf(rows, level);
    const found = columns ? fromTable(rows, columns) : fromText(rows, level);
    const first = found.findIndex((piece) => !piece.words);
    const heading = (place) => place < Math.min(first, HEAD_LINES);
    return found.filter((piece, place) => !piece.words || !heading(place));
  };

  /* --- from pieces to units ---------------------------------------------------------------------------- */

  function index(units) {
    const bySix = new Map();
    const byFour = new Map();
    const byTwo = new Map();
    const put = (map, key, code) => map.set(key, [...(map.get(key) || []), code]);
    units.forEach((unit, code) => {
      if (code.length === 7) bySix.set(code.slice(0, 6), code);
      if (code.length > 4) put(byFour, code.slice(0, 4), code);
      if (code.length > 2) put(byTwo, code.slice(0, 2), code);
    });
    return { bySix, byFour, byTwo };
  }

  const isCity = (code) => Number(code.slice(2, 4)) >= FIRST_CITY;

  /* Codes that a piece stands for, from the list of units alone; null when the server has to tell. */
  function known(text, level, units, maps, wide) {
    if (units.has(text)) return [text];
    const zero = `0${text}`; // a spreadsheet drops the zero in front
    if (text.length === 6 && wide && units.has(zero)) return [zero];
    if (level === "gmina" && (text.length === 7 || text.length === 6)) {
      const found = maps.bySix.get(text.slice(0, 6)) || (text.length === 6 && units.has(zero) ? zero : null);
      return found ? [found] : null;
    }
    if (level === "gmina" && text.length === 5) return maps.bySix.has(zero) ? [maps.bySix.get(zero)] : null;
    if (level === "gmina" && text.length === 4) return maps.byFour.get(text) || null;
    if (level === "powiat" && text.length === 3 && units.has(zero)) return [zero];
    if (level === "powiat" && text.length > 4 && isCity(text)) {
      return units.has(text.slice(0, 4)) ? [text.slice(0, 4)] : null;
    }
    if (level === "powiat" && text.length === 2) return maps.byTwo.get(text) || null;
    return null;
  }

  async function asked(codes, level) {
    const answers = new Map();
    for (let start = 0; start < Math.min(codes.length, MOST_ASKED); start += AT_ONCE) {
      const part = codes.slice(start, start + AT_ONCE).join(",");
      const address = `/api/v1/units/lookup?codes=${encodeURIComponent(part)}&level=${level}`;
      const response = await fetch(address, { headers: { Accept: "application/json" } });
      if (!response.ok) throw new Error(`${response.status} ${address}`);
      (await response.json()).data.forEach((answer) => answers.set(answer.code, answer));
    }
    return answers;
  }

  /* Returns {codes, pieces, known, repeated, notes, problems}; a note is {line, key, ...values}. */
  groups.resolve = async function (text, level, units) {
    const pieces = groups.pieces(text, level);
    const maps = index(units);
    const wide = pieces.some((piece) => piece.text.length === 7);
    const local = pieces.map((piece) => (piece.words ? null : known(piece.text, level, units, maps, wide)));
    const unclear = pieces
      .filter((piece, place) => !piece.words && !local[place] && CODE_LENGTHS.includes(piece.text.length))
      .map((piece) => piece.text);
    const answers = await asked([...new Set(unclear)], level);
    const result = { codes: new Set(), pieces: 0, known: 0, repeated: 0, notes: [], problems: [] };
    pieces.forEach((piece, place) => settle(result, piece, local[place], answers.get(piece.text)));
    return { ...result, codes: [...result.codes] };
  };

  function settle(result, piece, local, answer) {
    const { line, text } = piece;
    if (piece.words) {
      result.problems.push({ line, key: "no_code", text: text.slice(0, 60) });
      return;
    }
    result.pieces += 1;
    if (local) {
      take(result, local);
      if (local.length > 1) result.notes.push({ line, key: "expanded", code: text, count: local.length });
    } else settleAnswer(result, line, text, answer);
  }

  function take(result, codes) {
    result.known += 1;
    if (codes.every((code) => result.codes.has(code))) result.repeated += 1;
    codes.forEach((code) => result.codes.add(code));
  }

  function settleAnswer(result, line, code, answer) {
    const wrong = !CODE_LENGTHS.includes(code.length);
    if (!answer || answer.status === "unknown") {
      result.problems.push({ line, key: wrong ? "wrong_length" : "unknown", code: code.slice(0, 20) });
      return;
    }
    const { status, unit, was } = answer;
    if (status === "other-level") result.problems.push({ line, key: "other_level", code, unit });
    else if (!unit) result.problems.push({ line, key: "ended", code, name: was });
    else {
      take(result, [answer.found_code]);
      if (status === "ended") result.notes.push({ line, key: "successor", code, name: was, unit });
      if (status === "old-code") result.notes.push({ line, key: "old_code", code, unit });
    }
  }

  /* The text of a file: UTF-8, or the Windows-1250 of Polish spreadsheets. */
  groups.textOf = async function (file) {
    const bytes = await file.arrayBuffer();
    if (new Uint8Array(bytes).includes(0)) throw new Error("not a text");
    try {
      return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
    } catch {
      return new TextDecoder("windows-1250").decode(bytes);
    }
  };
})();
