/* The frame of the page: links without reload, title and language of the document, menu,
 * projector mode, closing of alerts. Everything is delegated from the document, because the
 * page inside the frame is replaced at every move. */
(function () {
  "use strict";

  const LOCATION = "page-location";
  const PROJECTOR = "projektor";
  const root = document.documentElement;
  /* Answers of the server that no page of Dash stands for: data, files, pages with forms. */
  const OWN_ANSWER = /^(\/en)?\/(api|assets|eksport|pobierz|geo|healthz|readyz|konto|praktyki\/pliki|praktyki\/atom\.xml|wydania\.atom)(\/|$)/;

  /* --- links ------------------------------------------------------------------------------ */

  function isPlainClick(event) {
    return event.button === 0 && !event.ctrlKey && !event.metaKey && !event.shiftKey && !event.altKey;
  }

  function leadsToPage(link) {
    return (
      link.origin === location.origin &&
      !link.hasAttribute("download") &&
      !link.hasAttribute("hreflang") &&
      !link.target &&
      !OWN_ANSWER.test(link.pathname)
    );
  }

  /* Address that Dash made the page from. A view writes its state to the address by itself, so
   * this one may be older; a move back to it would be no change for Dash and needs a real load. */
  let routed = null;

  function go(address) {
    const url = withProjector(new URL(address, location.href));
    if (url.href === location.href) {
      window.scrollTo({ top: 0, behavior: "instant" });
      return;
    }
    if (routed === null || url.pathname + url.search === routed) {
      location.assign(url);
      return;
    }
    root.classList.add("laduje");
    window.dash_clientside.set_props(LOCATION, { href: url.href });
  }

  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[href]");
    if (!link || event.defaultPrevented || !isPlainClick(event)) return;
    if (link.hasAttribute("data-jezyk")) {
      keepQuery(link);
      return;
    }
    const samePage = link.pathname === location.pathname && link.origin === location.origin;
    if (samePage && link.hash) {
      event.preventDefault();
      history.replaceState(history.state, "", link.hash);
      showTarget(link.hash);
      return;
    }
    if (!leadsToPage(link)) return;
    event.preventDefault();
    go(link.href);
  });

  /* The view writes its state to the address without telling Dash, so the switch of language
   * takes the query string from the address at the moment of the click. */
  function keepQuery(link) {
    link.search = location.search;
  }

  function showTarget(hash) {
    const target = hash.length > 1 && document.getElementById(decodeURIComponent(hash.slice(1)));
    if (!target) return false;
    if (!target.hasAttribute("tabindex")) target.setAttribute("tabindex", "-1");
    target.scrollIntoView();
    target.focus({ preventScroll: true });
    return true;
  }

  /* --- after a move ----------------------------------------------------------------------- */

  let shownPath = null;

  function describeDocument(info) {
    document.title = info.title;
    root.lang = info.lang;
    if (!info.addresses) return;
    const canonical = document.querySelector("link[rel=canonical]");
    const moveTo = (link, address) => {
      link.href = new URL(address, link.href).href; // the host stays as the server wrote it
    };
    if (canonical) moveTo(canonical, info.addresses[info.lang]);
    document.querySelectorAll("link[rel=alternate][hreflang]").forEach((link) => {
      moveTo(link, info.addresses[link.hreflang] || info.addresses.pl); // x-default is Polish
    });
  }

  function pageShown(info, hash) {
    root.classList.remove("laduje");
    if (!info) return window.dash_clientside.no_update;
    routed = info.address;
    describeDocument(info);
    applyProjector();
    const moved = shownPath !== null && shownPath !== info.lang + info.path;
    const first = shownPath === null;
    shownPath = info.lang + info.path;
    if (moved || (first && hash)) {
      requestAnimationFrame(() => {
        if (showTarget(hash || "")) return;
        if (!moved) return;
        const main = document.getElementById("tresc");
        if (main) main.focus({ preventScroll: true });
        window.scrollTo({ top: 0, behavior: "instant" });
      });
    }
    document.dispatchEvent(new CustomEvent("smup:page", { detail: info }));
    return info.path;
  }

  /* --- menu, alerts ----------------------------------------------------------------------- */

  function setMenu(button, open) {
    button.setAttribute("aria-expanded", String(open));
    const menu = document.getElementById(button.getAttribute("aria-controls"));
    if (menu) menu.classList.toggle("otwarte", open);
  }

  document.addEventListener("click", (event) => {
    const menu = event.target.closest("[data-menu]");
    if (menu) setMenu(menu, menu.getAttribute("aria-expanded") !== "true");
    const close = event.target.closest("[data-zamknij]");
    if (close) {
      window.dash_clientside.set_props(close.dataset.zamknij, { children: null });
    }
    if (event.target.closest("[data-projektor]")) toggleProjector();
  });

  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    const open = document.querySelector('[data-menu][aria-expanded="true"]');
    if (open) {
      setMenu(open, false);
      open.focus();
    }
  });

  /* --- projector mode: in the address, and kept for the visit ------------------------------- */

  function remembered() {
    try {
      return sessionStorage.getItem(PROJECTOR) === "1";
    } catch {
      return false; /* storage may be forbidden */
    }
  }

  function remember(on) {
    try {
      if (on) sessionStorage.setItem(PROJECTOR, "1");
      else sessionStorage.removeItem(PROJECTOR);
    } catch {
      /* the mode then lives in the address only */
    }
  }

  function withProjector(url) {
    if (root.classList.contains("proj")) url.searchParams.set(PROJECTOR, "1");
    else url.searchParams.delete(PROJECTOR);
    return url;
  }

  function applyProjector() {
    const asked = new URLSearchParams(location.search).get(PROJECTOR) === "1";
    const on = asked || remembered();
    remember(on);
    setProjector(on);
  }

  function setProjector(on) {
    root.classList.toggle("proj", on);
    document.querySelectorAll("[data-projektor]").forEach((button) => {
      button.setAttribute("aria-pressed", String(on));
    });
    const url = withProjector(new URL(location.href));
    if (url.href !== location.href) history.replaceState(history.state, "", url);
    window.dispatchEvent(new Event("resize"));
  }

  function toggleProjector() {
    const on = !root.classList.contains("proj");
    remember(on);
    setProjector(on);
  }

  /* What scripts lead to stays in the release of the page; links say themselves where they lead. */
  window.smupShell = { go: (address) => go(window.smupAsOf.address(address)) };
  window.dash_clientside = Object.assign({}, window.dash_clientside, {
    shell: { pageShown },
  });
})();
