/* Data as of an earlier release: the key "wydanie" of the address goes along with everything that
 * the page asks for, writes or leads to. The server puts it into its own addresses
 * (smup/links.py); here are the addresses that scripts make, and the questions that they ask. */
(function () {
  "use strict";

  const KEY = "wydanie";
  const API_KEY = "release";
  const HEADER = "X-SMUP-Release";
  /* Addresses of the API that know releases; the others tell what does not depend on them. */
  const OF_API = /^\/api\/v1\/(data|indicators\/[^/]+(\/matrix)?|units\/[^/]+\/profile)$/;
  const WITHOUT = /^(\/en)?\/(api|assets|geo|topo|og|wydania(\.atom)?|konto|katalog|_dash[^/]*)([/.]|$)/;

  /* The release of this page; none when the page says that there is no such one. */
  function release() {
    const asked = new URLSearchParams(location.search).get(KEY);
    return asked && !document.querySelector(".zwydania-brak") ? asked : null;
  }

  /* The address with the release of this page; one that names a release itself stays as it is. */
  function kept(address) {
    const asked = release();
    const url = new URL(address, location.href);
    if (!asked || url.origin !== location.origin) return url;
    const key = OF_API.test(url.pathname) ? API_KEY : WITHOUT.test(url.pathname) ? null : KEY;
    if (key && !url.searchParams.has(key)) {
      url.search += `${url.search ? "&" : "?"}${key}=${encodeURIComponent(asked)}`;
    }
    return url;
  }

  /* The same for an address as a script wrote it, which stays as it is without a release. */
  const address = (text) => (release() ? kept(text).href : text);

  /* --- questions to the server ---------------------------------------------------------------- */

  const ask = window.fetch;

  window.fetch = function (asked, options = {}) {
    const plain = typeof asked === "string" || asked instanceof URL;
    if (!release() || !plain || new URL(asked, location.href).origin !== location.origin) {
      return ask.call(window, asked, options);
    }
    if ((options.method || "GET").toUpperCase() === "GET") return ask.call(window, kept(asked).href, options);
    const headers = new Headers(options.headers || {});
    headers.set(HEADER, release());
    return ask.call(window, asked, { ...options, headers });
  };

  /* --- the address of the view ------------------------------------------------------------------ */

  const write = history.replaceState;

  /* A view writes its own keys; one that stays on its path stays in its release. */
  history.replaceState = function (state, unused, next) {
    if (!next) return write.call(history, state, unused);
    const url = new URL(next, location.href);
    return write.call(history, state, unused, url.pathname === location.pathname ? kept(url) : url);
  };

  /* --- links that scripts have written ---------------------------------------------------------- */

  /* The list of releases learns which view it is asked for. */
  function fromHere(link) {
    const url = new URL(link.href);
    url.searchParams.set("strona", location.pathname + location.search);
    link.href = url.href;
  }

  /* The view as it is now, in today's data. */
  function today() {
    const url = new URL(location.href);
    url.searchParams.delete(KEY);
    return url.href;
  }

  function follow(event) {
    const link = event.target.closest && event.target.closest("a[href]");
    if (link && link.hasAttribute("data-otworz-wydanie")) fromHere(link);
    if (!link || !release() || link.origin !== location.origin) return;
    if (link.hasAttribute("data-dzisiaj")) {
      link.href = today();
      return;
    }
    const url = kept(link.href);
    if (url.href !== link.href) link.href = url.href;
  }

  ["click", "auxclick", "contextmenu"].forEach((kind) => document.addEventListener(kind, follow, true));

  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (!release() || (form.method || "get") !== "get" || form.elements[KEY]) return;
    const field = document.createElement("input");
    Object.assign(field, { type: "hidden", name: KEY, value: release() });
    form.append(field);
  }, true);

  window.smupAsOf = { address };
})();
