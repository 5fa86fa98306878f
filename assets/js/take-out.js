/* „Pobierz i użyj”: the dialog of files, code and citation of the view that the address names at
 * the moment of opening, and the tabs of code in it. Without this file the button leads to a page. */
(function () {
  "use strict";

  const PATH = "/pobierz";
  let dialog = null;
  let opener = null;
  let asked = 0;

  const isPlainClick = (event) =>
    event.button === 0 && !event.ctrlKey && !event.metaKey && !event.shiftKey && !event.altKey;

  function element(name, attributes, ...children) {
    const made = document.createElement(name);
    Object.entries(attributes).forEach(([key, value]) => made.setAttribute(key, value));
    made.append(...children);
    return made;
  }

  /* Address of the offer: the query string of the view as it is now, plus the page. */
  function addressOf(button) {
    const address = new URL(button.href);
    const page = button.dataset.pobierz;
    const query = new URLSearchParams(location.search);
    query.delete("projektor");
    query.set("strona", page);
    address.pathname = address.pathname.replace(/[^/]*$/, PATH.slice(1));
    address.search = query.toString();
    return address;
  }

  function build(words) {
    const close = element("button", { type: "button", class: "b s", "data-pobierz-zamknij": "" }, words.close);
    const heading = element("h2", { id: "take-out-heading" }, words.heading);
    const body = element("div", { class: "po", "data-pobierz-tresc": "", "aria-live": "polite" });
    dialog = element(
      "dialog",
      { class: "po-okno", "aria-labelledby": "take-out-heading" },
      element("div", { class: "po-glowa" }, heading, close),
      body,
    );
    dialog.addEventListener("close", () => {
      asked += 1;
      dialog.remove();
      dialog = null;
      if (opener && opener.isConnected) opener.focus();
    });
    dialog.addEventListener("click", (event) => {
      if (event.target === dialog || event.target.closest("[data-pobierz-zamknij]")) dialog.close();
    });
    document.body.append(dialog);
    return body;
  }

  async function fill(address, words) {
    const body = dialog.querySelector("[data-pobierz-tresc]");
    const number = (asked += 1);
    const page = new URL(address);
    address.searchParams.set("okno", "");
    body.replaceChildren(element("p", { class: "m", role: "status" }, words.waiting));
    try {
      const answer = await fetch(address, { headers: { Accept: "text/html" } });
      const text = await answer.text();
      if (number !== asked) return;
      const parsed = new DOMParser().parseFromString(text, "text/html");
      const part = answer.ok ? parsed.body : parsed.querySelector("main p");
      if (!part) throw new Error("no part");
      body.replaceChildren(...(answer.ok ? part.childNodes : [part]));
      body.querySelectorAll("[data-karty]").forEach(tabs);
    } catch {
      if (number !== asked) return;
      const link = element("a", { href: page.href, target: "_blank" }, words.open);
      body.replaceChildren(element("p", { role: "alert" }, words.failed, " ", link));
    }
  }

  /* Blocks of code one under another become tabs; arrows, Home and End move between them. */
  function tabs(part, index = 0) {
    const panels = [...part.querySelectorAll("[data-karta]")];
    if (panels.length < 2 || part.querySelector("[role=tablist]")) return;
    const row = element("div", { class: "zak", role: "tablist", "aria-label": part.dataset.karty });
    const buttons = panels.map((panel, place) => {
      const id = `take-out-tab-${index}-${place}`;
      panel.id = `${id}-panel`;
      panel.setAttribute("role", "tabpanel");
      panel.setAttribute("aria-labelledby", id);
      panel.querySelector("h3, h4").hidden = true;
      const name = panel.dataset.karta;
      return element("button", { type: "button", id, role: "tab", "aria-controls": panel.id }, name);
    });
    const choose = (chosen, focus) => {
      buttons.forEach((button, place) => {
        button.setAttribute("aria-selected", String(place === chosen));
        button.tabIndex = place === chosen ? 0 : -1;
        panels[place].hidden = place !== chosen;
      });
      if (focus) buttons[chosen].focus();
    };
    row.append(...buttons);
    row.addEventListener("click", (event) => {
      const place = buttons.indexOf(event.target.closest("[role=tab]"));
      if (place >= 0) choose(place, false);
    });
    row.addEventListener("keydown", (event) => {
      const at = buttons.indexOf(document.activeElement);
      const last = buttons.length - 1;
      const to = {
        ArrowRight: at === last ? 0 : at + 1,
        ArrowLeft: at <= 0 ? last : at - 1,
        Home: 0,
        End: last,
      }[event.key];
      if (to === undefined) return;
      event.preventDefault();
      choose(to, true);
    });
    panels[0].before(row);
    choose(0, false);
  }

  /* In the capture phase, before the frame takes the click for a move to another page. */
  document.addEventListener(
    "click",
    (event) => {
      const button = event.target.closest("a[data-pobierz]");
      const next = event.target.closest("a[data-pobierz-dalej]");
      if (!isPlainClick(event) || !(button || (next && dialog))) return;
      event.preventDefault();
      if (button) {
        opener = button;
        build(button.dataset);
        dialog.showModal();
        fill(addressOf(button), button.dataset);
      } else {
        fill(new URL(next.href), opener.dataset);
      }
    },
    true,
  );

  document.addEventListener("DOMContentLoaded", () => {
    document.querySelectorAll("[data-karty]").forEach(tabs);
  });
})();
