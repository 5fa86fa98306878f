/* Copies the table of the data desk, or its address, to the clipboard. The table is the CSV file of
 * the same address, given as text with tabs and as HTML, so that a spreadsheet takes codes with
 * leading zeros as text. Markup: layouts/datadesk_preview_files.py. */
(function () {
  "use strict";
  const SAID = 4000; // ms that a button says what it did

  /* Rows of a CSV with semicolons: quotes may hold semicolons, quotes and ends of lines. */
  function rowsOf(csv) {
    const rows = [];
    let row = [];
    const parts = /(?:"((?:[^"]|"")*)"|([^;\r\n]*))(;|\r?\n|$)/gy;
    const text = csv.replace(/^\uFEFF/, "");
    while (parts.lastIndex < text.length) {
      const [, quoted, bare, end] = parts.exec(text);
      row.push(quoted === undefined ? bare : quoted.replaceAll('""', '"'));
      if (end === ";") continue;
      rows.push(row);
      row = [];
    }
    return rows;
  }

  const inOneLine = (cell) => cell.replace(/[\t\r\n]+/g, " ");
  const toText = (rows) => rows.map((row) => row.map(inOneLine).join("\t")).join("\r\n");
  const escaped = (cell) => cell.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll('"', "&quot;");

  function toHtml(rows, codes) {
    const [head, ...body] = rows;
    const style = head.map((name) => (codes.includes(name) ? ` style="mso-number-format:'\\@'"` : ""));
    const line = (row, tag) => `<tr>${row.map((cell, at) => `<${tag}${style[at]}>${escaped(cell)}</${tag}>`).join("")}</tr>`;
    return `<meta charset="utf-8"><table>${line(head, "th")}${body.map((row) => line(row, "td")).join("")}</table>`;
  }

  async function table(button) {
    const answer = await fetch(button.dataset.daneKopiuj);
    if (!answer.ok) throw new Error(String(answer.status));
    const rows = rowsOf(await answer.text());
    return { "text/plain": toText(rows), "text/html": toHtml(rows, button.dataset.tekst.split(" ")) };
  }

  /* The permission to write ends some seconds after the click, so the writing begins at once and
   * is given promises; plain http, as inside an office network, has only the old way. */
  async function write(found) {
    if (navigator.clipboard && window.ClipboardItem && window.isSecureContext) {
      const piece = (type) => found.then((forms) => new Blob([forms[type]], { type }));
      await navigator.clipboard.write([
        new ClipboardItem({ "text/plain": piece("text/plain"), "text/html": piece("text/html") }),
      ]);
      return;
    }
    const forms = await found;
    const give = (event) => {
      event.preventDefault();
      Object.entries(forms).forEach(([type, text]) => event.clipboardData.setData(type, text));
    };
    document.addEventListener("copy", give, { once: true });
    const done = document.execCommand("copy");
    document.removeEventListener("copy", give);
    if (!done) throw new Error("copy");
  }

  function say(button, text) {
    const place = button.closest(".eks").querySelector("[data-dane-powiedz]");
    place.textContent = text;
    clearTimeout(place.smupTimer);
    place.smupTimer = setTimeout(() => { place.textContent = ""; }, SAID);
  }

  async function copyTable(button) {
    const { zaDuzo, robie, zrobione, blad } = button.dataset;
    if (zaDuzo) {
      say(button, zaDuzo);
      return;
    }
    say(button, robie);
    try {
      await write(table(button));
      say(button, zrobione);
    } catch {
      say(button, blad);
    }
  }

  document.addEventListener("click", (event) => {
    const button = event.target.closest(".dane button[data-dane-kopiuj]");
    if (button) copyTable(button);
  });

  Object.assign((window.smupDesk = window.smupDesk || {}), { rowsOf, toText, toHtml });
})();
