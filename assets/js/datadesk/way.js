/* The way from a view to the data desk carries what the view shows now: its unit, group, level, year
 * and service stand in the address, which changes without the server. */
(function () {
  "use strict";
  const SAME = ["unit", "group", "own", "w", "level"];
  const GROUP = "podobne"; // the usual group of a view, which its address leaves out

  function carry(link) {
    const view = new URLSearchParams(location.search);
    const url = new URL(link.href);
    const set = (key, value) => (value ? url.searchParams.set(key, value) : url.searchParams.delete(key));
    SAME.forEach((key) => set(key, view.get(key)));
    if (view.get("unit")) set("group", view.get("group") || GROUP);
    else ["group", "own", "w"].forEach((key) => set(key, null));
    set("years", view.get("year"));
    if (view.get("service") && url.searchParams.has("obszar")) {
      set("obszar", null);
      set("usluga", view.get("service"));
    }
    link.href = url.href;
  }

  const before = (event) => {
    const link = event.target.closest && event.target.closest("a[data-do-danych]");
    if (link) carry(link);
  };
  ["pointerdown", "focusin", "click"].forEach((name) => document.addEventListener(name, before, true));
})();
