/* The window with the detail of an indicator. A click on its name opens it; with Ctrl, or without
 * scripts, the name leads to the page of the indicator. The open one stands in the address. */
(function () {
  "use strict";

  const DIALOG = "unit-detail-dialog";
  const byId = (id) => document.getElementById(id);
  let opener = null;

  function writeAddress(code) {
    const url = new URL(location.href);
    if (code) url.searchParams.set("ind", code);
    else url.searchParams.delete("ind");
    if (url.href !== location.href) history.replaceState(history.state, "", url);
  }

  function open(code, name) {
    const dialog = byId(DIALOG);
    if (!dialog || dialog.open) return;
    opener = document.activeElement;
    if (name) dialog.setAttribute("aria-label", name);
    const query = Object.fromEntries(new URLSearchParams(location.search));
    window.dash_clientside.set_props("unit-detail-ask", { data: { ...query, ind: code } });
    writeAddress(code);
    dialog.showModal();
    dialog.addEventListener("close", closed, { once: true });
  }

  function closed() {
    writeAddress(null);
    window.dash_clientside.set_props("unit-detail-ask", { data: null });
    if (opener && opener.isConnected) opener.focus();
    opener = null;
  }

  const plain = (event) =>
    event.button === 0 && !event.ctrlKey && !event.metaKey && !event.shiftKey && !event.altKey;

  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[data-detail]");
    if (link && plain(event) && byId(DIALOG)) {
      event.preventDefault();
      open(link.dataset.detail, link.textContent);
    }
    const dialog = byId(DIALOG);
    if (!dialog || !dialog.open) return;
    const outside = event.target === dialog; /* the backdrop counts as the dialog itself */
    if (outside || event.target.closest("[data-zamknij-okno]")) dialog.close();
  }, true);

  /* A link with an indicator opens it; so does Back from its page. */
  document.addEventListener("smup:profile", () => {
    const code = new URLSearchParams(location.search).get("ind");
    if (!code) return;
    const link = document.querySelector(`a[data-detail="${CSS.escape(code)}"]`);
    open(code, link ? link.textContent : ""); /* of an unknown one the window says so */
  });
})();
