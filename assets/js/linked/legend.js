/* The legend as a control: a click on a class keeps only its values, a second click lets go. */
(function () {
  "use strict";
  const smup = (window.smup = window.smup || {});
  const bound = (text) => (text === "" || text === undefined || text === null ? null : Number(text));

  const holds = (low, high, picked) =>
    (picked.low ?? null) === low && (picked.high ?? null) === high && !(low === null && high === null);

  /* The legend's components with the class of the picked range marked as pressed. */
  smup.withPressed = function (tree, picked) {
    if (Array.isArray(tree)) return tree.map((item) => smup.withPressed(item, picked));
    if (!tree || !tree.props) return tree;
    const { props } = tree;
    if (props["data-class"]) {
      const pressed = holds(bound(props["data-low"]), bound(props["data-high"]), picked || {});
      return { ...tree, props: { ...props, "aria-pressed": String(pressed) } };
    }
    if (!Array.isArray(props.children) && !(props.children && props.children.props)) return tree;
    return { ...tree, props: { ...props, children: smup.withPressed(props.children, picked) } };
  };

  /* The ends of a range for drawing: an open end reaches as far as the values of the figure. */
  smup.stretch = function (figure, { low, high }) {
    const xs = figure.data.flatMap((trace) => trace.x || []).filter(Number.isFinite);
    return { low: low ?? Math.min(...xs), high: high ?? Math.max(...xs) };
  };

  document.addEventListener("click", (event) => {
    const button = event.target.closest(".leg button[data-class]");
    const state = smup.linked && smup.linked.shown();
    if (!button || !state) return;
    const low = bound(button.dataset.low);
    const high = bound(button.dataset.high);
    const off = holds(low, high, state.picked);
    smup.linked.changePicked(off ? { low: null, high: null } : { low, high });
  });
})();
