/* How values are spread, and the part of them that is asked for: bars, and two sliders below. */
(() => {
  "use strict";
  const { sandan } = window;
  const { el, svg } = sandan;
  const BINS = 24;
  const [WIDTH, HEIGHT] = [240, 52];

  /** Steps that people count in: 1, 2 or 5 times a power of ten, about a hundred of them. */
  const stepOf = (span) => {
    const rough = span / 100 || 1;
    const power = 10 ** Math.floor(Math.log10(rough));
    return [1, 2, 5, 10].map((one) => one * power).find((one) => one >= rough);
  };

  /**
   * The range in round numbers that holds all values, and how many lie in each part of it.
   * @param {number[]} values at least one
   */
  sandan.binned = (values) => {
    const least = values.reduce((a, b) => Math.min(a, b));
    const most = values.reduce((a, b) => Math.max(a, b));
    const step = stepOf(most - least);
    const low = Math.floor(least / step) * step;
    const high = Math.max(Math.ceil(most / step) * step, low + step);
    const counts = new Array(BINS).fill(0);
    for (const value of values) counts[Math.min(BINS - 1, Math.floor(((value - low) / (high - low)) * BINS))] += 1;
    const digits = Math.max(0, -Math.floor(Math.log10(step) + 1e-9));
    return { low: Number(low.toFixed(digits)), high: Number(high.toFixed(digits)), step: Number(step.toPrecision(3)), digits, counts };
  };

  /**
   * Make a histogram that filters.
   * @param {{values: number[], name: string, words: {from: string, to: string, range: string}, lang: string}} data
   * @param {(range: [number|null, number|null]) => void} change null where all on that side is wanted
   * @returns {{box: HTMLElement, show: (range: [number|null, number|null]) => void}}
   */
  sandan.histogram = ({ values, name, words, lang }, change) => {
    const { low, high, step, digits, counts } = sandan.binned(values);
    const most = Math.max(...counts);
    const bars = counts.map((count, i) => {
      const height = count && Math.max(2, (count / most) * HEIGHT);
      return svg("rect", { x: (i * WIDTH) / BINS + 0.5, y: HEIGHT - height, width: WIDTH / BINS - 1, height });
    });
    const slider = (label) => el("input", { type: "range", min: low, max: high, step, "aria-label": `${name} ${label}` });
    const [from, to] = [slider(words.from), slider(words.to)];
    const output = el("output", {});
    const number = new Intl.NumberFormat(lang, { maximumFractionDigits: digits });
    const paint = () => {
      const range = [Number(from.value), Number(to.value)];
      bars.forEach((bar, i) => {
        const middle = low + ((i + 0.5) / BINS) * (high - low);
        bar.classList.toggle("out", middle < range[0] || middle > range[1]);
      });
      output.textContent = sandan.fill(words.range, { low: number.format(range[0]), high: number.format(range[1]) });
    };
    const set = (one, other, least) => {
      if (least ? Number(one.value) > Number(other.value) : Number(one.value) < Number(other.value)) one.value = other.value;
      paint();
    };
    const told = () => change([Number(from.value) > low ? Number(from.value) : null, Number(to.value) < high ? Number(to.value) : null]);
    from.addEventListener("input", () => set(from, to, true));
    to.addEventListener("input", () => set(to, from, false));
    for (const one of [from, to]) one.addEventListener("change", told);
    const show = ([least, greatest]) => {
      from.value = least ?? low;
      to.value = greatest ?? high;
      paint();
    };
    show([null, null]);
    const chart = svg("svg", { viewBox: `0 0 ${WIDTH} ${HEIGHT}`, "aria-hidden": "true", preserveAspectRatio: "none" }, bars);
    return { box: el("div", { class: "histogram", role: "group", "aria-label": name }, chart, el("div", { class: "histogram-ends" }, from, to), output), show };
  };
})();
