/* Finds names as people type them: half a syllable, initial consonants alone, no spaces, any case. */
(() => {
  "use strict";
  const { sandan } = window;
  const FIRST_SYLLABLE = 0xac00;
  const SYLLABLES = 11172;
  const INITIALS = [..."ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ"];
  /** Vowels and finals of a syllable as the keys that make them. */
  const VOWELS = "ㅏ ㅐ ㅑ ㅒ ㅓ ㅔ ㅕ ㅖ ㅗ ㅗㅏ ㅗㅐ ㅗㅣ ㅛ ㅜ ㅜㅓ ㅜㅔ ㅜㅣ ㅠ ㅡ ㅡㅣ ㅣ".split(" ");
  const FINALS = " ㄱ ㄲ ㄱㅅ ㄴ ㄴㅈ ㄴㅎ ㄷ ㄹ ㄹㄱ ㄹㅁ ㄹㅂ ㄹㅅ ㄹㅌ ㄹㅍ ㄹㅎ ㅁ ㅂ ㅂㅅ ㅅ ㅆ ㅇ ㅈ ㅊ ㅋ ㅌ ㅍ ㅎ".split(" ");
  /** What a keyboard joins when only consonants are typed: ㄱㅅ comes as ㄳ. */
  const JOINED = new Map([..."ㄳㄵㄶㄺㄻㄼㄽㄾㄿㅀㅄ"].map((sign, i) => [sign, FINALS.filter((keys) => keys.length > 1)[i]]));
  const SEPARATOR = /[\s·‧・∙.,()[\]\-–~/'"‘’“”]/;
  /** How good a match is, the best first. */
  const RANK = { exact: 0, prefix: 1, initials: 2, word: 3, inside: 4, insideInitials: 5 };
  /** Another name than the one shown is a little worse. */
  const OTHER_NAME = 0.5;
  /** So is 성 for 서울, of which its final would have to begin the next syllable. */
  const SPILLED = 0.25;

  const parts = (sign) => {
    const code = sign.charCodeAt(0) - FIRST_SYLLABLE;
    if (code < 0 || code >= SYLLABLES) return null;
    return [INITIALS[Math.floor(code / 588)], VOWELS[Math.floor((code % 588) / 28)], FINALS[code % 28]];
  };
  const initialOf = (sign) => (parts(sign) || [sign])[0];
  const keysOf = (sign) => (parts(sign) || [sign]).join("");

  /** A name as signs without separators: each with its keys, where it stood, whether a word begins. */
  const taken = (text) => {
    const signs = [];
    let begins = true;
    [...text.normalize("NFC")].forEach((sign, at) => {
      if (SEPARATOR.test(sign)) begins = true;
      else {
        signs.push({ sign: sign.toLowerCase(), at, begins });
        begins = false;
      }
    });
    return signs;
  };

  const prepared = (text) => {
    const signs = taken(text);
    // Keys from each sign to the end, to compare with a syllable that is still being typed.
    let rest = "";
    for (const one of [...signs].reverse()) {
      one.keys = keysOf(one.sign);
      rest = one.keys + rest;
      one.rest = rest;
      one.initial = initialOf(one.sign);
    }
    return { text, signs };
  };

  /**
   * Prepare names for searching.
   * @param {{name: string, names?: string[], weight?: number}[]} entries the name shown, other names,
   *   and importance
   */
  sandan.searchable = (entries) =>
    entries.map((entry) => ({ entry, names: [entry.name, ...(entry.names || [])].map(prepared) }));

  const asked = (query) =>
    taken(query).flatMap(({ sign }) => {
      const keys = [...(JOINED.get(sign) || sign)];
      return keys.map((key) => ({ sign: key, bare: INITIALS.includes(key), keys: keysOf(key) }));
    });

  const same = ({ sign, bare }, one) => (bare ? one.initial : one.sign) === sign;

  /** What a match from a sign on costs: nothing, `SPILLED`, or null where there is none. */
  const cost = (wanted, signs, from) => {
    const last = wanted.length - 1;
    const end = signs[from + last];
    if (!end) return null;
    // By index: this runs for every sign of every name at each key, and copies nothing.
    for (let i = 0; i < last; i += 1) if (!same(wanted[i], signs[from + i])) return null;
    if (same(wanted[last], end) || end.keys.startsWith(wanted[last].keys)) return 0;
    return end.rest.startsWith(wanted[last].keys) ? SPILLED : null;
  };

  const rankAt = (wanted, signs, from, bare) => {
    if (from === 0) {
      if (bare) return RANK.initials;
      return wanted.length === signs.length && wanted.every(({ sign }, i) => sign === signs[i].sign) ? RANK.exact : RANK.prefix;
    }
    if (bare) return RANK.insideInitials;
    return signs[from].begins ? RANK.word : RANK.inside;
  };

  /** The best place at which a name has what is asked: rank, where it begins and ends, or null. */
  const within = (wanted, { signs }) => {
    const bare = wanted.some((one) => one.bare);
    let best = null;
    for (let from = 0; from + wanted.length <= signs.length; from += 1) {
      const spilled = cost(wanted, signs, from);
      if (spilled === null) continue;
      const rank = rankAt(wanted, signs, from, bare) + spilled;
      if (!best || rank < best.rank) best = { rank, start: signs[from].at, end: signs[from + wanted.length - 1].at + 1 };
    }
    return best;
  };

  const order = (a, b) =>
    a.rank - b.rank || (b.entry.weight || 0) - (a.entry.weight || 0) || a.text.length - b.text.length;

  /** The best match among an entry's names, told by the name shown if that fits at all. */
  const bestName = (wanted, { entry, names }) => {
    const hits = names.flatMap((name, i) => {
      const found = within(wanted, name);
      return found ? [{ ...found, rank: found.rank + (i ? OTHER_NAME : 0), text: name.text, shown: i === 0, entry }] : [];
    });
    if (!hits.length) return null;
    const best = hits.reduce((a, b) => (order(b, a) < 0 ? b : a));
    return { ...(hits[0].shown ? hits[0] : best), rank: best.rank };
  };

  /**
   * Find the entries of which a name has what is typed, the best first.
   * @returns {{entry: object, text: string, shown: boolean, start: number, end: number}[]} the name
   *   that fits, whether it is the one shown, and which of its signs fit
   */
  sandan.findNames = (all, query) => {
    const wanted = asked(query);
    if (!wanted.length) return [];
    return all
      .map((one) => bestName(wanted, one))
      .filter(Boolean)
      .sort(order);
  };
})();
