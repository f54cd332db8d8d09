/* Everything that is loaded when it is asked for, by the name by which it is asked for. */
(() => {
  "use strict";
  const { sandan } = window;

  /** The numbers that a condition asks for, of all that the map draws. */
  const VALUES = {
    distance: ({ ties }) => ties.map(({ km }) => km),
    designated: ({ places }) => places.map(({ area }) => area).filter((area) => area !== null),
  };

  const said = ([low, high]) => (low === null && high === null ? [] : [`${low ?? ""}-${high ?? ""}`]);

  /** Put the histogram of a condition into its group in the legend. */
  const range = (map, base, group, pattern, change) => {
    const { facts, state } = map.sandan;
    const { facet } = group.dataset;
    const name = group.querySelector("summary").firstChild.textContent.trim();
    const made = sandan.histogram({ values: VALUES[facet](facts), name, words: { ...base.histogram, range: pattern }, lang: base.lang }, (ends) => change({ ...state.view, [facet]: said(ends) }));
    group.append(made.box);
    state.follow((view) => made.show(view[facet].length ? sandan.view.range(view[facet][0]) : [null, null]));
  };

  sandan.more = (map, data) => {
    const base = sandan.moreData;
    const measured = data.measured ? { measured: sandan.measured(map, base.measured, data) } : {};
    return { ...sandan.own(map, base, data), ...measured, lasso: () => sandan.lasso(map, base.lasso), tour: (after) => sandan.tour(base.tour, after), range: (...given) => range(map, base, ...given) };
  };
})();
