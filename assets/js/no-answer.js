/* A question that the server did not answer: the network is down, the server is being restarted or
 * a proxy refused. Dash tells only the console, so the reader is told here, in the place where the
 * server tells of its own failures (callbacks/errors.py). Words: layouts/shell.py.
 * A reader who leaves the page cuts its questions: Firefox and Safari then report them as failed
 * before the next page comes. A link to a file begins the same way but stays, so only the questions
 * asked before it are passed over in silence. */
(function () {
  "use strict";

  const ALERT = "page-alert";
  const QUESTION = "/_dash-update-component";
  const html = (type, props) => ({ namespace: "dash_html_components", type, props });

  function tell() {
    document.documentElement.classList.remove("laduje");
    const place = document.getElementById(ALERT);
    if (!place) return;
    const words = JSON.parse(place.dataset.slowa)[document.documentElement.lang];
    const close = html("Button", {
      children: words.dismiss, type: "button", className: "b s", "data-zamknij": ALERT,
    });
    const parts = [html("B", { children: words.title }), html("P", { children: words.note }), close];
    window.dash_clientside.set_props(ALERT, { children: html("Div", { children: parts, className: "w" }) });
  }

  let left = -1;
  window.addEventListener("beforeunload", () => { left = performance.now(); });

  const ask = window.fetch;
  window.fetch = async function (resource, ...options) {
    const address = String(resource.url || resource);
    if (!address.includes(QUESTION)) return ask(resource, ...options);
    const asked = performance.now();
    try {
      const answer = await ask(resource, ...options);
      if (!answer.ok) tell();
      return answer;
    } catch (error) {
      if (error.name !== "AbortError" && left < asked) tell();
      throw error;
    }
  };
})();
