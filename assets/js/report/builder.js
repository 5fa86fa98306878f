/* The page that makes a report: the address follows the choices, so that it can be sent. */
(function () {
  "use strict";

  window.dash_clientside = window.dash_clientside || {};
  window.dash_clientside.report = {
    write(address) {
      if (address) window.history.replaceState(window.history.state, "", address);
      return window.dash_clientside.no_update;
    },
  };
})();
