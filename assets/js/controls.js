/* Controls of the context bar: year slider with play, lists of choices, copying of the address.
 * Markup: layouts/components/context_bar.py.
 *
 * A change of the year is told by the event "smup:year" on the document, with
 * detail {id, year, resting}; `resting` is false while the slider moves or plays. The store of the
 * slider gets the year when it rests. window.smupYears.set(id, year) moves a slider from outside. */
(function () {
  "use strict";

  const STEP_MS = 800;
  let playing = null;

  const sliderOf = (id) => document.getElementById(`${id}-slider`);
  const yearsOf = (slider) => JSON.parse(slider.dataset.years);
  const yearOf = (slider) => Number(slider.getAttribute("aria-valuenow"));

  /* --- drawing and telling ------------------------------------------------------------------------ */

  function draw(slider, year) {
    const years = yearsOf(slider);
    const first = years[0];
    const last = years[years.length - 1];
    const place = `${last > first ? (100 * (year - first)) / (last - first) : 100}%`;
    slider.querySelector(".gal").style.left = place;
    slider.querySelector(".pel").style.width = place;
    slider.querySelectorAll("em").forEach((label) => {
      label.classList.toggle("on", Number(label.dataset.rok) === year);
    });
    slider.setAttribute("aria-valuenow", String(year));
    slider.setAttribute("aria-valuetext", String(year));
  }

  function tell(slider, year, resting) {
    const id = slider.dataset.suwak;
    document.dispatchEvent(new CustomEvent("smup:year", { detail: { id, year, resting } }));
    if (resting) afterPaint(() => {
      if (yearOf(slider) === year) window.dash_clientside.set_props(id, { data: year });
    });
  }

  /* What listens to the event is drawn first; the texts of the page follow in the next frame. */
  function afterPaint(then) {
    window.requestAnimationFrame(() => window.setTimeout(then));
  }

  function move(slider, year, resting) {
    if (year !== yearOf(slider)) draw(slider, year);
    else if (!resting) return;
    tell(slider, year, resting);
  }

  /* --- keys and pointer ------------------------------------------------------------------------------ */

  const STEPS = {
    ArrowRight: (index) => index + 1,
    ArrowUp: (index) => index + 1,
    ArrowLeft: (index) => index - 1,
    ArrowDown: (index) => index - 1,
    PageUp: (index) => index + 3,
    PageDown: (index) => index - 3,
    Home: () => 0,
    End: (index, count) => count - 1,
  };

  document.addEventListener("keydown", (event) => {
    const slider = event.target.closest("[data-suwak]");
    if (!slider || !(event.key in STEPS)) return;
    event.preventDefault();
    stop();
    const years = yearsOf(slider);
    const index = STEPS[event.key](years.indexOf(yearOf(slider)), years.length);
    move(slider, years[Math.min(Math.max(index, 0), years.length - 1)], true);
  });

  function yearAt(slider, x) {
    const years = yearsOf(slider);
    const box = slider.getBoundingClientRect();
    const share = Math.min(Math.max((x - box.left) / box.width, 0), 1);
    const wanted = years[0] + share * (years[years.length - 1] - years[0]);
    return years.reduce((best, year) =>
      Math.abs(year - wanted) < Math.abs(best - wanted) ? year : best
    );
  }

  document.addEventListener("pointerdown", (event) => {
    const slider = event.target.closest("[data-suwak]");
    if (!slider || event.button !== 0) return;
    event.preventDefault();
    stop();
    slider.focus();
    slider.setPointerCapture(event.pointerId);
    move(slider, yearAt(slider, event.clientX), false);
    const drag = (moved) => move(slider, yearAt(slider, moved.clientX), false);
    const drop = () => {
      slider.removeEventListener("pointermove", drag);
      move(slider, yearOf(slider), true);
    };
    slider.addEventListener("pointermove", drag);
    slider.addEventListener("lostpointercapture", drop, { once: true });
  });

  /* --- play: one run to the last year; stops when focus leaves --------------------------------------- */

  function mark(button, on) {
    const sign = button.querySelector(".icon");
    sign.classList.toggle("icon-play-fill", !on);
    sign.classList.toggle("icon-pause-fill", on);
    if (!button.dataset.start) button.dataset.start = button.getAttribute("aria-label");
    button.setAttribute("aria-label", on ? button.dataset.stop : button.dataset.start);
  }

  function stop() {
    if (!playing) return;
    const { timer, button, slider } = playing;
    playing = null;
    clearTimeout(timer);
    if (!button.isConnected) return;
    mark(button, false);
    tell(slider, yearOf(slider), true);
  }

  function play(button) {
    const slider = sliderOf(button.dataset.graj);
    const years = yearsOf(slider);
    let index = years.indexOf(yearOf(slider));
    if (index === years.length - 1) index = -1;
    mark(button, true);
    playing = { button, slider, timer: 0 };
    const step = () => {
      if (!slider.isConnected) return stop();
      index += 1;
      move(slider, years[index], false);
      if (index >= years.length - 1) return stop();
      playing.timer = setTimeout(step, STEP_MS);
      return undefined;
    };
    step();
  }

  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-graj]");
    if (!button) return;
    if (playing) stop();
    else play(button);
  });

  document.addEventListener("focusout", (event) => {
    if (playing && event.target.closest("[data-graj]") === playing.button) stop();
  });

  /* --- lists of choices and the address ----------------------------------------------------------------- */

  document.addEventListener("change", (event) => {
    const select = event.target.closest("select[data-store]");
    if (select) window.dash_clientside.set_props(select.dataset.store, { data: select.value });
  });

  async function copy(text) {
    if (navigator.clipboard && window.isSecureContext) return navigator.clipboard.writeText(text);
    /* plain http, as inside an office network, has no clipboard API */
    const field = document.createElement("textarea");
    field.value = text;
    field.className = "vh";
    document.body.append(field);
    field.select();
    document.execCommand("copy");
    field.remove();
    return undefined;
  }

  document.addEventListener("click", async (event) => {
    const button = event.target.closest("[data-kopiuj]");
    if (!button) return;
    const words = button.querySelector("span");
    const before = words.textContent;
    await copy(button.dataset.kopiuj || location.href);
    if (before === button.dataset.done) return;
    words.textContent = button.dataset.done;
    words.setAttribute("role", "status");
    setTimeout(() => {
      words.textContent = before;
    }, 2000);
  });

  window.smupYears = {
    set(id, year) {
      const slider = sliderOf(id);
      if (slider && yearsOf(slider).includes(year)) draw(slider, year);
    },
    get(id) {
      const slider = sliderOf(id);
      return slider ? yearOf(slider) : null;
    },
    stop,
  };
})();
