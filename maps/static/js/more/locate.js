/* Where names lie: asked of the server's geocoder, or, without one, found among what the map knows. */
(() => {
  "use strict";
  const { sandan } = window;
  /** Rows of one question, as the server takes at most 1,000. */
  const PART = 400;
  const CANDIDATES = 3;

  const answered = ({ status, lon, lat, name, precision_km: km, candidates, notes }) => {
    if (lon !== null && lat !== null) return { at: [lon, lat], km, name };
    const value = candidates.length ? candidates.slice(0, CANDIDATES).map((one) => [one.sido, one.name].filter(Boolean).join(" ")).join(", ") : notes[0];
    return { why: candidates.length || status === "ambiguous" ? "several" : "none", value };
  };

  const asked = async (url, rows, lang) => {
    const lost = (error) => {
      throw sandan.refusal("server", { value: error.message });
    };
    const answer = await fetch(url, { method: "POST", headers: { "Content-Type": "application/json", "Accept-Language": lang }, body: JSON.stringify({ rows }) }).catch(lost);
    if (!answer.ok) throw sandan.refusal(answer.status === 429 ? "busy" : "server", { value: answer.status });
    return (await answer.json()).answers.map(answered);
  };

  /** The only thing of the map that is called so; names differ in spaces and case. */
  const known = (map) => {
    const fold = (text) => text.normalize("NFKC").toLowerCase().replace(/[\s·.()-]/g, "");
    const names = new Map();
    for (const entry of map.sandan.found.values()) {
      const at = map.sandan.places.get(entry.id)?.record.at || entry.at;
      if (at) for (const name of [entry.name, ...(entry.names || [])]) names.set(fold(name), (names.get(fold(name)) || new Map()).set(entry.id, { at, name: entry.name, km: 0 }));
    }
    return (name) => {
      const found = [...(names.get(fold(name))?.values() || [])];
      return found.length === 1 ? found[0] : { why: found.length ? "several" : "unknown", value: found.map((one) => one.name).join(", ") };
    };
  };

  /**
   * Find where things lie.
   * @param {Map<string, object>} rows key to what is asked
   * @param {string|null} url of the geocoder; null where there is none
   * @param {(done: number, all: number) => void} progress
   * @returns {Promise<Map<string, object>>} key to `{at, km, name}` or `{why, value}`
   */
  sandan.locate = async (map, rows, { url, lang }, progress) => {
    const keys = [...rows.keys()];
    const answers = new Map();
    if (!url) {
      const find = known(map);
      for (const key of keys) answers.set(key, find(rows.get(key).name));
      return answers;
    }
    for (let from = 0; from < keys.length; from += PART) {
      progress(from, keys.length);
      const part = keys.slice(from, from + PART);
      const found = await asked(url, part.map((key) => rows.get(key)), lang);
      part.forEach((key, i) => answers.set(key, found[i]));
    }
    return answers;
  };
})();
