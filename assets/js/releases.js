/* „Od mojej ostatniej wizyty”: this browser remembers the newest release it has seen on the page
 * of releases; the profile of a unit says how much has changed since then. Nothing is sent but the
 * number of the release, as a part of the address. */
(function () {
  "use strict";

  const SEEN = "smup-wydanie";

  function seen() {
    try {
      const kept = localStorage.getItem(SEEN);
      return /^\d{1,8}$/.test(kept || "") ? Number(kept) : null;
    } catch {
      return null; /* storage may be forbidden */
    }
  }

  function remember(release) {
    try {
      localStorage.setItem(SEEN, String(release));
    } catch {
      /* the release is then chosen by hand */
    }
  }

  /* The page of releases: my unit and the release seen last are offered; then all has been seen. */
  function offer(section) {
    const newest = Number(section.dataset.wydania);
    const before = seen();
    const chosen = section.dataset.jednostka;
    const recent = window.smupUnits.recent()[0];
    if (!chosen && recent) offerUnit(section, recent);
    const place = section.querySelector("[data-zapamietane]");
    const unit = chosen || (recent && recent.code);
    if (place && unit && before && before <= newest) {
      const link = place.querySelector("a");
      link.textContent = place.dataset.zapamietane.replace("{number}", before);
      link.href = `${location.pathname}?unit=${unit}&od=${before}`;
      place.hidden = false;
      if (!new URLSearchParams(location.search).has("od")) choose(section, before);
    }
    if (newest) remember(Math.max(newest, before || 0));
  }

  function offerUnit(section, unit) {
    const search = section.querySelector("[data-combobox]");
    const field = search.querySelector("input");
    search.dataset.shown = unit.label;
    if (field) field.value = unit.label;
    window.dash_clientside.set_props(`${search.dataset.combobox}-code`, { value: unit.code });
  }

  function choose(section, release) {
    const select = section.querySelector("select[name=od]");
    if (select && [...select.options].some((one) => one.value === String(release))) select.value = String(release);
  }

  /* The profile of a unit: how many values have changed since the visit before. */
  async function count(place) {
    const before = seen();
    if (!before || place.dataset.policzone) return;
    place.dataset.policzone = "1";
    try {
      const answer = await fetch(`/api/v1/units/${place.dataset.zmianyOd}/revisions?since=${before}&limit=1`);
      if (!answer.ok) return;
      const { counts } = await answer.json();
      const n = counts.new + counts.changed + counts.withdrawn;
      if (!n) return;
      const link = place.querySelector("a");
      const forms = place.dataset.count.split("|");
      const form = { one: 0, few: 1 }[new Intl.PluralRules(document.documentElement.lang).select(n)];
      link.textContent = forms[form === undefined ? forms.length - 1 : form].replace("{n}", n);
      link.href = `${link.getAttribute("href").split("?")[0]}?unit=${place.dataset.zmianyOd}&od=${before}#od-wizyty`;
      place.hidden = false;
    } catch {
      /* the page of releases tells the same */
    }
  }

  function shown() {
    const section = document.querySelector("[data-wydania]");
    if (section && !section.dataset.gotowe) {
      section.dataset.gotowe = "1";
      offer(section);
    }
    document.querySelectorAll("[data-zmiany-od]").forEach(count);
  }

  document.addEventListener("smup:page", () => requestAnimationFrame(shown));
  document.addEventListener("smup:profile", shown);
})();
