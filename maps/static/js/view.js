/* What a view leaves of a map: the rules of maps/view.py, for the browser. Pure. */
(() => {
  "use strict";
  const { sandan } = window;
  /** In the order of a canonical address. */
  const NAMES = ["programme", "round", "sector", "region", "role", "kind", "confidence", "reading", "crosses", "select", "as_of", "lang", "theme"];
  /** The last value of these counts alone. */
  const SINGLE = new Set(["as_of", "lang", "theme"]);
  /** Those that hide or dim something. */
  const CONDITIONS = NAMES.slice(0, NAMES.indexOf("select") + 1);
  /** A year, a month or a day. */
  const DAY = /^\d{4}(-\d{2}(-\d{2})?)?$/;

  /** Fold spelling that carries no meaning, as geo.text.fold does. */
  const fold = (text) => text.normalize("NFKC").replace(/[\s·‧・∙•ㆍᆞ･,、/\-–—~]+/g, "").toLowerCase();

  /** Codes of the 시도 that `value` means: code, id, any name, or a 초광역권. */
  const codesOf = (facts, value) => {
    const key = fold(value);
    const own = facts.regions.filter(({ names }) => names.some((name) => fold(name) === key));
    const found = own.length ? own : facts.regions.filter(({ superregion }) => fold(superregion) === key);
    return found.map(({ code }) => code);
  };

  /** A view in the grammar's order; what the data or the grammar does not have is left out. */
  const ordered = (facts, asked) =>
    Object.fromEntries(
      NAMES.map((name) => {
        const wanted = new Set(SINGLE.has(name) ? asked[name].slice(-1) : asked[name]);
        const known = name === "as_of" ? [...wanted].filter((value) => DAY.test(value)) : facts.choices[name].filter((value) => wanted.has(value));
        return [name, known];
      }),
    );

  /**
   * Read the parameters of an address.
   * @param {Iterable<[string, string]>} pairs
   * @returns {Object<string, string[]>} values by name
   */
  const parse = (facts, pairs) => {
    const asked = Object.fromEntries(NAMES.map((name) => [name, []]));
    for (const [name, value] of pairs) {
      if (name === "region") asked.region.push(...codesOf(facts, value));
      else if (NAMES.includes(name)) asked[name].push(value);
    }
    return ordered(facts, asked);
  };

  /** Write a view as pairs for a canonical address. */
  const pairs = (view) => NAMES.flatMap((name) => view[name].map((value) => [name, value]));

  const fits = (wanted, ...values) => !wanted.length || values.some((value) => wanted.includes(value));

  /** The test whether a member counts: a place, its role, and how surely its name was read. */
  const counting = (facts, view) => {
    const places = new Map(facts.places.map((place) => [place.id, place]));
    return (id, role, reading) => {
      const { sido, kind, confidence } = places.get(id);
      return (
        fits(view.region, sido) && fits(view.kind, kind) && fits(view.confidence, confidence) && fits(view.reading, reading) && fits(view.role, role)
      );
    };
  };

  /**
   * Select what `view` leaves: ids of ties, and of places as their ends or without ties.
   * @returns {{ties: Set<string>, places: Set<string>}}
   */
  const apply = (facts, view) => {
    const counts = counting(facts, view);
    const ties = facts.ties.filter(
      (tie) =>
        fits(view.programme, tie.programme) &&
        fits(view.round, ...tie.rounds) &&
        fits(view.sector, tie.sector, tie.subsector) &&
        fits(view.crosses, ...tie.crosses) &&
        (counts(tie.from, tie.roles[0], tie.readings[0]) || counts(tie.to, tie.roles[1], tie.readings[1])),
    );
    const alone = facts.alone.filter(
      ({ id, rounds, programme, sector, subsector, role, reading }) =>
        fits(view.programme, programme) &&
        fits(view.round, ...rounds) &&
        fits(view.sector, sector, subsector) &&
        !view.crosses.length &&
        counts(id, role, reading),
    );
    return {
      ties: new Set(ties.map(({ id }) => id)),
      places: new Set([...ties.flatMap(({ from, to }) => [from, to]), ...alone.map(({ id }) => id)]),
    };
  };

  /** What would be left if `values` were all that `view` asked of `name`. */
  const facet = (facts, view, name, values) => apply(facts, { ...view, [name]: values });

  /** Take all of `values` out of a condition when all are in it, else put them in. */
  const toggled = (facts, view, name, values) => {
    const all = values.every((value) => view[name].includes(value));
    const rest = view[name].filter((value) => !values.includes(value));
    return ordered(facts, { ...view, [name]: all ? rest : [...rest, ...values] });
  };

  /** The same view without conditions and selection; language and theme stay. */
  const reset = (view) => ({ ...view, ...Object.fromEntries(CONDITIONS.map((name) => [name, []])) });

  const isWhole = (view) => CONDITIONS.every((name) => !view[name].length);

  sandan.view = { parse, pairs, apply, facet, toggled, reset, isWhole, codesOf };
})();
