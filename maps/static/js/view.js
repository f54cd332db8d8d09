/* What a view leaves of a map: the rules of maps/view.py, for the browser. Pure. */
(() => {
  "use strict";
  const { sandan } = window;
  /** In the order of a canonical address. */
  const NAMES = ["programme", "round", "sector", "region", "role", "kind", "confidence", "reading", "crosses", "distance", "designated", "select", "layer", "hide", "measure", "colour", "flows", "note", "title", "as_of", "zoning", "lang", "theme"];
  /** The last value of these counts alone. */
  const SINGLE = new Set(["distance", "designated", "measure", "colour", "flows", "title", "as_of", "zoning", "lang", "theme"]);
  /** Those that hide or dim something. */
  const CONDITIONS = NAMES.slice(0, NAMES.indexOf("select") + 1);
  /** A year, a month or a day. */
  const DAY = /^\d{4}(-\d{2}(-\d{2})?)?$/;
  const LONGEST = 120;
  /** Longitude, latitude, and words of the reader's own. */
  const NOTE = /^(-?\d{1,3}(?:\.\d{1,9})?),(-?\d{1,2}(?:\.\d{1,9})?),(\P{Cc}+)$/u;

  /** Read a note, `longitude,latitude,text`; null where it is no such thing. */
  const note = (value) => {
    const found = NOTE.exec(value);
    if (!found) return null;
    const [lon, lat, text] = [Number(found[1]), Number(found[2]), found[3].trim()];
    return Math.abs(lon) <= 180 && Math.abs(lat) <= 85 && text && [...text].length <= LONGEST ? { lon, lat, text } : null;
  };

  const RANGE = /^(\d{1,5}(?:\.\d{1,2})?)?-(\d{1,5}(?:\.\d{1,2})?)?$/;

  /** Read a range, `50-200`, `50-` or `-200`, as its two ends; null where it is no such thing. */
  const range = (value) => {
    const found = value !== "-" && RANGE.exec(value);
    if (!found) return null;
    const [low, high] = found.slice(1).map((end) => (end === undefined ? null : Number(end)));
    return low !== null && high !== null && low > high ? null : [low, high];
  };

  const within = (wanted, value) =>
    wanted.map(range).every(([low, high]) => value !== null && value !== undefined && value >= (low ?? -Infinity) && value <= (high ?? Infinity));

  /** Values that stand in no list, by the test that they pass. */
  const FREE = {
    as_of: (value) => DAY.test(value),
    note: (value) => note(value) !== null,
    distance: (value) => range(value) !== null,
    designated: (value) => range(value) !== null,
    title: (value) => /^\P{Cc}+$/u.test(value) && value.trim() !== "" && [...value].length <= LONGEST,
  };

  /** Fold spelling that carries no meaning, as geo.text.fold does. */
  const fold = (text) => text.normalize("NFKC").replace(/[\s·‧・∙•ㆍᆞ･,、/\-–—~]+/g, "").toLowerCase();

  /** What `value` means of the regions: codes of 시도 by any name, of a 초광역권, or an area asked for. */
  const codesOf = (facts, value) => {
    const key = fold(value);
    const called = ({ names }) => names.some((name) => fold(name) === key);
    const own = [...facts.regions, ...facts.former].filter(called).slice(0, 1);
    const area = facts.areas.find(({ id }) => id === value || id === `own:${value}`);
    if (area && !own.length) return [area.id];
    const found = own.length ? own : facts.regions.filter(({ zone }) => zone.some((name) => fold(name) === key));
    return found.map(({ code }) => code);
  };

  /** A view in the grammar's order; what the data or the grammar does not have is left out. */
  const ordered = (facts, asked) =>
    Object.fromEntries(
      NAMES.map((name) => {
        const wanted = new Set(SINGLE.has(name) ? asked[name].slice(-1) : asked[name]);
        const known = FREE[name] ? [...wanted].filter(FREE[name]) : facts.choices[name].filter((value) => wanted.has(value));
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
    const areas = facts.areas.filter(({ id }) => view.region.includes(id));
    const lies = (id, units) => fits(view.region, ...units) || areas.some((area) => area.places.includes(id));
    return (id, role, reading) => {
      const { units, kind, confidence, area } = places.get(id);
      return (
        lies(id, units) && fits(view.kind, kind) && within(view.designated, area) && fits(view.confidence, confidence) && fits(view.reading, reading) && fits(view.role, role)
      );
    };
  };

  /**
   * Select what `view` leaves: ids of ties, of places as their ends or without ties, and of the
   * bodies to which these belong.
   * @returns {{ties: Set<string>, places: Set<string>, bodies: Set<string>}}
   */
  const apply = (facts, view) => {
    const counts = counting(facts, view);
    const ties = facts.ties.filter(
      (tie) =>
        fits(view.programme, tie.programme) &&
        fits(view.round, ...tie.rounds) &&
        fits(view.sector, tie.sector, tie.subsector) &&
        fits(view.crosses, ...tie.crosses) &&
        within(view.distance, tie.km) &&
        (counts(tie.from, tie.roles[0], tie.readings[0]) || counts(tie.to, tie.roles[1], tie.readings[1])),
    );
    const alone = facts.alone.filter(
      ({ id, rounds, programme, sector, subsector, role, reading }) =>
        fits(view.programme, programme) &&
        fits(view.round, ...rounds) &&
        fits(view.sector, sector, subsector) &&
        !view.crosses.length &&
        !view.distance.length &&
        counts(id, role, reading),
    );
    return {
      ties: new Set(ties.map(({ id }) => id)),
      places: new Set([...ties.flatMap(({ from, to }) => [from, to]), ...alone.map(({ id }) => id)]),
      bodies: new Set([...ties, ...alone].map(({ owner }) => owner)),
    };
  };

  /** What would be left if `values` were all that `view` asked of `name`; of one `programme` only if one is given. */
  const facet = (facts, view, name, values, programme) => {
    const asked = { ...view, [name]: values };
    if (programme === undefined) return apply(facts, asked);
    if (!fits(view.programme, programme)) return { ties: new Set(), places: new Set(), bodies: new Set() };
    return apply(facts, { ...asked, programme: [programme] });
  };

  /** Take all of `values` out of a condition when all are in it, else put them in. */
  const toggled = (facts, view, name, values) => {
    const all = values.every((value) => view[name].includes(value));
    const rest = view[name].filter((value) => !values.includes(value));
    return ordered(facts, { ...view, [name]: all ? rest : [...rest, ...values] });
  };

  /** The same view without conditions and selection; language and theme stay. */
  const reset = (view) => ({ ...view, ...Object.fromEntries(CONDITIONS.map((name) => [name, []])) });

  const isWhole = (view) => CONDITIONS.every((name) => !view[name].length);

  sandan.view = { note, range, parse, pairs, apply, facet, toggled, reset, isWhole, codesOf };
})();
