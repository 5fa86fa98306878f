/* A list pasted into the dialog of units: the server says what each line stands for. Units that it
 * knows are added; of every other line the reason is told, with units to pick where there are some. */
(function () {
  "use strict";
  const desk = (window.smupDesk = window.smupDesk || {});
  const smup = (window.smup = window.smup || {});
  const places = (desk.places = desk.places || {});
  const ASKED = "data-list-asked";
  const SHOWN = 100;
  const MOST = 700000; // signs; the server refuses a list as long as this, and says so
  let number = 0;

  const part = (selector) => places.state().dialog.querySelector(selector);

  function ask() {
    const { level, words, dialog } = places.state();
    number += 1;
    desk.say(dialog, words.working);
    const text = part("textarea").value.slice(0, MOST);
    window.dash_clientside.set_props(ASKED, { data: { text, level, id: number } });
  }

  /* "Line 3: …", with buttons of the units that the line may mean. */
  function line(problem, words, className) {
    const item = smup.make("li", { className });
    if (problem.line) item.append(smup.make("b", { textContent: desk.fill(words.line, { line: problem.line, text: problem.text }) }), " ");
    item.append(problem.reason);
    if (!problem.candidates.length) return item;
    const ways = smup.make("span", { className: "wybierz" });
    problem.candidates.forEach(({ code, label }) =>
      ways.append(desk.button(label, { wez: code }, desk.fill(words.pick, { name: label }), "b s")));
    item.append(ways);
    return item;
  }

  function listed(answer) {
    const state = places.state();
    if (!answer || !state || answer.asked !== number) return window.dash_clientside.no_update;
    const { words, dialog } = state;
    answer.codes.forEach((code) => state.units.add(code));
    places.draw();
    const sentences = [desk.plural(words.lines, answer.lines, { known: answer.known })];
    if (answer.codes.length) sentences.push(desk.plural(words.units, answer.codes.length));
    if (answer.repeated) sentences.push(desk.plural(words.repeated, answer.repeated));
    if (!answer.codes.length) sentences.splice(0, sentences.length, words.found_none);
    const list = smup.make("ul", { className: "cz" });
    const items = [...answer.problems.map((one) => line(one, words, "blad")), ...answer.told.map((one) => line(one, words, ""))];
    list.append(...items.slice(0, SHOWN));
    const rest = items.length - SHOWN;
    if (rest > 0) list.append(smup.make("li", { textContent: desk.plural(words.more_lines, rest) }));
    part(".go-wynik").replaceChildren(
      smup.make("p", { className: answer.problems.length ? "uwaga" : "dobrze", textContent: sentences.join(" ") }),
      ...(items.length ? [list] : []));
    desk.say(dialog, "");
    part(".go-wynik").scrollIntoView({ block: "nearest" });
    return answer.asked;
  }

  /* A line that is settled goes; the focus moves to the next one. */
  function picked(button) {
    const item = button.closest("li");
    const next = item.nextElementSibling || item.previousElementSibling;
    places.take(button.dataset.wez, true);
    item.remove();
    const way = (next && next.querySelector("button")) || part("[data-dane-lista]");
    way.focus();
  }

  document.addEventListener("click", (event) => {
    const state = places.state && places.state();
    if (!state || !state.dialog.contains(event.target)) return;
    const pick = event.target.closest("[data-wez]");
    if (event.target.closest("[data-dane-lista]")) ask();
    if (pick) picked(pick);
  });

  window.dash_clientside = Object.assign({}, window.dash_clientside, {
    datadesk: Object.assign({}, window.dash_clientside && window.dash_clientside.datadesk, { listed }),
  });
})();
