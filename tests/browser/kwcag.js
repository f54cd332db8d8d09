/* What a page is asked of itself; kwcag.py calls these. */
window.kwcag = {
look: () => {
  const out = {};
  const all = (what) => [...document.querySelectorAll(what)];
  const seen = (one) => one.getClientRects().length && getComputedStyle(one).visibility !== "hidden";
  const told = (one) => one.outerHTML.slice(0, 90);
  const there = (item, found, wrong) => { if (found.length) out[item] = found.filter(wrong).map(told); };
  const used = all("a[href], button, input:not([type=hidden]), select, textarea, summary, [role=button], [role=link]")
    .filter(seen);
  const media = all("audio, video");
  there("5.2.1", media, (one) => !one.querySelector("track[kind=captions], track[kind=subtitles]"));
  there("5.4.2", media, (one) => one.autoplay);
  there("5.1.1", all("img, svg, canvas, [role=img]").filter(seen), () => false);
  there("5.3.1", all("table").filter(seen), (one) =>
    one.role !== "presentation" && !(one.querySelector("th") && (one.caption || one.ariaLabel
      || one.getAttribute("aria-labelledby") || one.closest("section, figure, details, [role=region], dialog, [role=group][aria-label], [role=group][aria-labelledby]"))));
  out["5.3.2"] = all("[tabindex]").filter((one) => one.tabIndex > 0).map(told);
  there("5.4.1", all("p a[href], li a[href], dd a[href]").filter(seen), () => false);
  out["5.4.3"] = [];
  // One of a group that arrow keys go round is enough.
  const group = "[role=tablist], [role=menu], [role=listbox], [role=radiogroup], [role=toolbar], [role=grid], "
    + ".folium-map";
  there("6.1.1", used, (one) => one.tabIndex < 0 && !one.disabled && !one.closest(group));
  // 6 mm from corner to corner, at 96 pixels an inch; a link in a sentence is as high as its line.
  // The marks of a map lie where the places are; they are checked by a test of their own.
  const inline = (one) => one.closest("svg") || (one.matches("a") && getComputedStyle(one).display === "inline");
  there("6.1.3", used.filter((one) => !inline(one)), (one) => {
    const { width, height } = (one.closest("label") ?? one).getBoundingClientRect();
    return Math.hypot(width, height) < 22.7;
  });
  const endless = document.getAnimations().filter((one) => one.effect.getTiming().iterations === Infinity);
  if (endless.length) out["6.2.2"] = out["6.3.1"] = endless.map((one) => told(one.effect.target));
  const skip = all("a[href^='#']")[0];
  out["6.4.1"] = all("nav, header").length && !(skip && document.querySelector(skip.hash)) ? ["no way past what is repeated"] : [];
  out["6.4.2"] = document.title.trim() && all("h1").length ? [] : ["no title or heading"];
  there("6.4.3", all("a[href]").filter(seen), (one) =>
    /^(여기|클릭|바로가기|더보기|here|click here|more|read more)$/i.test(one.textContent.trim()));
  const map = all(".leaflet-container");
  if (map.length) out["6.5.1"] = map.filter((one) => one.closest("body").querySelectorAll(
    ".leaflet-control-zoom-in, .leaflet-control-zoom-out, [data-zoom]").length < 2).map(() => "a map without buttons to zoom");
  there("6.5.3", used.filter((one) => one.ariaLabel), () => false);
  out["7.1.1"] = ["ko", "en"].includes(document.documentElement.lang) ? [] : [document.documentElement.lang];
  const fields = all("input:not([type=hidden]), select, textarea").filter(seen);
  there("7.3.2", fields, () => false);
  there("7.3.3", all("input[type=password]"), () => true);
  const asked = [...new URLSearchParams(location.search)].filter(([name]) => name !== "lang" && name !== "f");
  const again = asked.flatMap(([name, value]) => all(`form [name="${CSS.escape(name)}"]`)
    .filter((one) => one.type !== "checkbox" && one.type !== "radio").map((one) => [one, value]));
  if (again.length) out["7.3.4"] = Object.values(Object.groupBy(again, ([one]) => one.name))
    .filter((same) => !same.some(([one, value]) => one.value === value)).map(([[one]]) => told(one));
  const ids = all("[id]").map((one) => one.id);
  out["8.1.1"] = ids.filter((one, at) => ids.indexOf(one) !== at).map((one) => `id ${one} twice`);
  out["8.2.1"] = [];
  return out;
},
focus: () => {
  const one = document.activeElement;
  if (!one || one === document.body) return null;
  const style = getComputedStyle(one);
  const near = one.matches("path, circle, g, use") || one.closest("svg");
  const lit = (style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0) || style.boxShadow !== "none";
  one.dataset.stop ??= String(document.querySelectorAll("[data-stop]").length);
  return [one.dataset.stop, lit || Boolean(near), one.outerHTML.slice(0, 90)];
},
quiet: () => {
  const before = [location.href, document.querySelectorAll("dialog[open]").length];
  const wrong = [];
  for (const one of [...document.querySelectorAll("a[href], button, input, select, textarea")].slice(0, 80)) {
    one.focus();
    one.blur();
    if (location.href !== before[0] || document.querySelectorAll("dialog[open]").length !== before[1]) {
      wrong.push(one.outerHTML.slice(0, 90));
      break;
    }
  }
  for (const one of document.querySelectorAll("a[target=_blank]")) {
    if (!/(새 창|new window|new tab)/i.test(one.textContent + one.title + (one.ariaLabel ?? ""))) wrong.push(one.outerHTML.slice(0, 90));
  }
  return wrong;
},
};
