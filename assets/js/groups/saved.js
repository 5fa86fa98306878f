/* Groups that a person has named. They are kept in this browser; where storage is forbidden, in
 * this tab until it is closed. A group is {name, level, codes}. */
(function () {
  "use strict";
  const groups = (window.smupGroups = window.smupGroups || {});
  const MEMORY = "smup.groups";
  const MOST = 50;
  const CODE = /^\d{2,7}$/;
  let session = null; // what is kept when storage is forbidden

  function fit(group) {
    return group && typeof group.name === "string" && typeof group.level === "string"
      && Array.isArray(group.codes) && group.codes.every((code) => CODE.test(code));
  }

  groups.saved = function () {
    if (session) return session.slice();
    try {
      const kept = JSON.parse(localStorage.getItem(MEMORY) || "[]");
      return Array.isArray(kept) ? kept.filter(fit) : [];
    } catch {
      return []; /* storage forbidden or not ours */
    }
  };

  /* Returns whether the browser itself keeps them. */
  function keep(list) {
    const found = list.slice(0, MOST);
    try {
      localStorage.setItem(MEMORY, JSON.stringify(found));
      session = null;
      return true;
    } catch {
      session = found;
      return false;
    }
  }

  const named = (name) => (group) => group.name.toLowerCase() === name.toLowerCase();

  /* A group of the same name is replaced, in its place. */
  groups.save = function (group) {
    const list = groups.saved();
    const place = list.findIndex(named(group.name));
    if (place >= 0) list[place] = group;
    else list.unshift(group);
    return keep(list);
  };

  groups.rename = function (before, name) {
    const others = groups.saved().filter((group) => group.name === before || !named(name)(group));
    return keep(others.map((group) => (group.name === before ? { ...group, name } : group)));
  };

  /* Returns the whole list as it was, so that the deletion can be undone. */
  groups.remove = function (name) {
    const before = groups.saved();
    keep(before.filter((group) => group.name !== name));
    return before;
  };

  groups.restore = keep;
})();
