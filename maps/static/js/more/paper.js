/* The reader's own data in the picture, on paper and in the map as one file: put in here, for it goes to no server. */
(() => {
  "use strict";
  const { sandan } = window;
  const { svg } = sandan;
  const SIZE = 11;
  const NAMED = 250;
  /** Where names stand that have no room beside their signs: how far, and on which sides. */
  const FAR = [22, 40, 62];
  const AROUND = [[1, -0.6], [-1, -0.6], [1, 0.6], [-1, 0.6], [0, -1], [0, 1]];
  /** Inches to millimetres, and the pixels of a picture that a browser still makes. */
  const [INCH, MOST_PIXELS] = [25.4, 60_000_000];

  const mercator = (lat) => (Math.log(Math.tan(Math.PI / 4 + (lat * Math.PI) / 360)) * 180) / Math.PI;

  /** The way from longitude and latitude into the picture, which says how its map lies. */
  const projection = (frame) => {
    const [left, top, right, bottom, lon, y, scale] = frame;
    return ([x, lat]) => [(left + right) / 2 + (x - lon) * scale, (top + bottom) / 2 - (mercator(lat) - y) * scale];
  };

  const touches = (a, b) => a[0] < b[2] && a[2] > b[0] && a[1] < b[3] && a[3] > b[1];
  const widthOf = (text, size) => [...text].reduce((sum, sign) => sum + (sign.codePointAt(0) > 0x1100 ? 0.95 : 0.56) * size, 0);

  /** Boxes of what is written already. */
  const written = (picture) =>
    [...picture.querySelectorAll("text")].map((text) => {
      const [x, y, size] = ["x", "y", "font-size"].map((name) => Number(text.getAttribute(name)));
      return [x - 1, y - size, x + widthOf(text.textContent, size) + 1, y + size * 0.3];
    });

  const lights = new Map();
  /** What a token of theme.css stands for on paper, which is light whatever the screen is. */
  const lightOf = (token) => {
    if (!lights.has(token)) {
      const probe = sandan.el("i", { style: `color-scheme: light; color: var(--${token})`, hidden: "" });
      document.body.append(probe);
      lights.set(token, window.getComputedStyle(probe).color);
      probe.remove();
    }
    return lights.get(token);
  };

  const sign = (look, [x, y], colour) =>
    svg("path", { d: look.path, transform: `translate(${x.toFixed(2)} ${y.toFixed(2)}) scale(.5)`, fill: colour, stroke: lightOf("halo"), "stroke-width": 4, "paint-order": "stroke" });

  const pathOf = (rings, at, closed) => rings.map((ring) => `M${ring.map((point) => at(point).map((value) => value.toFixed(2)).join(" ")).join("L")}${closed ? "Z" : ""}`).join("");

  const shapes = ({ geometry: { type, coordinates }, pair, look }, at, colour) => {
    const line = (rings) => svg("path", { d: pathOf(rings, at), fill: "none", stroke: colour, "stroke-width": 2 });
    if (type === "Point") return [sign(look, at(coordinates), colour)];
    if (type === "MultiPoint") return coordinates.map((one) => sign(look, at(one), colour));
    if (type === "MultiLineString") return [line(coordinates)];
    if (type === "LineString") {
      if (!pair) return [line([coordinates])];
      const [from, to] = coordinates.map(at);
      const turn = (Math.atan2(to[1] - from[1], to[0] - from[0]) * 180) / Math.PI;
      const head = svg("path", { d: "M-5 0L-13 -3.6L-13 3.6Z", fill: colour, transform: `translate(${to.join(" ")}) rotate(${turn.toFixed(1)})` });
      return [line([coordinates]), head, ...coordinates.map((one) => sign(look, at(one), colour))];
    }
    const areas = type === "Polygon" ? [coordinates] : coordinates;
    return [svg("path", { d: areas.map((rings) => pathOf(rings, at, true)).join(""), fill: colour, "fill-opacity": 0.18, stroke: colour, "stroke-width": 1.6, "fill-rule": "evenodd" })];
  };

  /** The names of points where they touch nothing that is written. */
  const names = (own, at, inside, boxes) =>
    own.shown.length > NAMED
      ? []
      : own.shown.filter(({ geometry, pair }) => geometry.type === "Point" && !pair).flatMap((item) => {
          const text = own.title(item).slice(0, 40);
          const [x, y] = at(item.geometry.coordinates);
          const width = widthOf(text, SIZE);
          const near = [[x + 8, y + 4], [x - 8 - width, y + 4], [x - width / 2, y - 8], [x - width / 2, y + 17]];
          const far = FAR.flatMap((reach) => AROUND.map(([across, down]) => [x + across * reach - (across < 0 ? width : across ? 0 : width / 2), y + down * reach + 4]));
          const spots = [...near, ...far];
          const boxed = spots.map(([left, base]) => [left, base - SIZE, left + width, base + 3]);
          const found = boxed.find((box) => box[0] >= inside[0] && box[1] >= inside[1] && box[2] <= inside[2] && box[3] <= inside[3] && !boxes.some((other) => touches(box, other)));
          if (!found) return [];
          boxes.push(found);
          const led = boxed.indexOf(found) >= near.length;
          const end = [Math.min(Math.max(x, found[0]), found[2]), Math.min(Math.max(y, found[1]), found[3])];
          const leader = led ? [svg("path", { d: `M${x.toFixed(1)} ${y.toFixed(1)}L${end.map((value) => value.toFixed(1)).join(" ")}`, stroke: "currentColor", "stroke-width": 0.7 })] : [];
          return [...leader, svg("text", { x: found[0].toFixed(2), y: (found[3] - 3).toFixed(2), "font-size": SIZE, fill: "currentColor", stroke: lightOf("halo"), "stroke-width": 2.4, "paint-order": "stroke" }, text)];
        });

  /** The key of own data, in a corner of the map that is freest of writing. */
  const key = (map, own, colourOf, words, inside, boxes) => {
    const classes = own.classes.length ? own.classes.slice(0, sandan.CLASSES) : [own.name];
    const rows = classes.map((value, i) => [sandan.ownLook(map, own.classes.length ? i : 0), i === sandan.CLASSES - 1 && own.classes.length > sandan.CLASSES ? words.rest : value || words.blank]);
    const title = own.classes.length ? own.columns[own.by] : words.title;
    const width = Math.min(230, Math.max(widthOf(title, SIZE + 1), ...rows.map(([, text]) => widthOf(text, SIZE) + 20)) + 16);
    const height = rows.length * 16 + 28;
    const corners = [[inside[0] + 8, inside[1] + 8], [inside[0] + 8, inside[3] - height - 34], [inside[2] - width - 8, inside[3] - height - 8], [inside[2] - width - 8, inside[1] + 8]];
    const cost = ([x, y]) => boxes.filter((box) => touches(box, [x, y, x + width, y + height])).length;
    const [x, y] = corners.reduce((a, b) => (cost(b) < cost(a) ? b : a));
    return svg(
      "g",
      {},
      svg("rect", { x, y, width, height, rx: 4, fill: lightOf("paper"), "fill-opacity": 0.94, stroke: lightOf("field") }),
      svg("text", { x: x + 8, y: y + 17, "font-size": SIZE + 1, "font-weight": 700, fill: lightOf("ink") }, title),
      rows.map(([look, text], i) => [sign(look, [x + 14, y + 32 + i * 16], colourOf(look)), svg("text", { x: x + 26, y: y + 36 + i * 16, "font-size": SIZE, fill: lightOf("ink") }, text.slice(0, 30))]),
    );
  };

  /** Put own data onto a picture of the map. */
  const onto = (map, picture, words) => {
    const own = map.sandan.own();
    const frame = (picture.dataset.frame || "").split(" ").map(Number);
    if (!own || frame.length !== 7) return picture;
    const at = projection(frame);
    const inside = frame.slice(0, 4);
    const colourOf = (look) => lightOf(look.token);
    const boxes = written(picture);
    const clip = svg("clipPath", { id: "own-clip" }, svg("rect", { x: inside[0], y: inside[1], width: inside[2] - inside[0], height: inside[3] - inside[1] }));
    const marks = own.shown.flatMap((item) => shapes(item, at, colourOf(item.look)));
    const group = svg("g", { class: "own-data", "clip-path": "url(#own-clip)", color: lightOf("ink") }, marks, names(own, at, inside, boxes), key(map, own, colourOf, words, inside, boxes));
    picture.append(clip, group);
    return picture;
  };

  const save = (name, blob) => {
    const url = URL.createObjectURL(blob);
    sandan.el("a", { href: url, download: name }).click();
    setTimeout(() => URL.revokeObjectURL(url), 10_000);
  };

  /** A picture of pixels, as large as its paper at `dpi`. */
  const pixels = async (picture, dpi) => {
    const image = new Image();
    const [width, height] = ["width", "height"].map((name) => (Number.parseFloat(picture.getAttribute(name)) / INCH) * dpi);
    const share = Math.min(1, Math.sqrt(MOST_PIXELS / (width * height)));
    picture.setAttribute("width", width * share);
    picture.setAttribute("height", height * share);
    image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(new XMLSerializer().serializeToString(picture))}`;
    await image.decode();
    const canvas = sandan.el("canvas", { width: Math.round(width * share), height: Math.round(height * share) });
    canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
    return new Promise((done) => canvas.toBlob(done, "image/png"));
  };

  /** Ask again what is busy, when it says. */
  const loaded = async (address, tries = 3) => {
    const answer = await fetch(address);
    if (answer.status === 503 && tries) {
      await new Promise((done) => setTimeout(done, 1000 * (Number(answer.headers.get("Retry-After")) || 5)));
      return loaded(address, tries - 1);
    }
    if (!answer.ok) throw new Error(`${address}: ${answer.status}`);
    return answer.text();
  };

  const drawn = async (map, address, words) => {
    const [text, font] = await Promise.all([loaded(address), lettered()]);
    const picture = onto(map, new DOMParser().parseFromString(text, "image/svg+xml").documentElement, words);
    // The picture has the letters of its own words alone.
    picture.querySelector("style").append(`@font-face{font-family:'Own Data';src:url("data:${font}")}.own-data text{font-family:'Own Data',sans-serif}`);
    return picture;
  };

  /** The font with all letters, as text that a file can hold, behind `data:`. */
  let font = null;
  const lettered = () => {
    font ??= fetch(sandan.fontOf())
      .then((answer) => answer.blob())
      .then((blob) => new Promise((done) => Object.assign(new FileReader(), { onload: ({ target }) => done(target.result.slice("data:".length)) }).readAsDataURL(blob)));
    return font;
  };

  /** What `maps/embed.py` writes so that it stays data within a page. */
  const escaped = (json) => json.replace(/[<>&\u2028\u2029]/g, (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, "0")}`);

  const nameOf = (address, ending) => `${address.pathname.split("/").pop().replace(/\.\w+$/, "")}.${ending}`;

  /** Make what a link of the page leads to, with own data in it; null where the link leads elsewhere. */
  const made = async (map, address, words) => {
    const ending = address.pathname.split(".").pop();
    if (ending === "pdf") {
      window.print();
      return;
    }
    if (ending === "png" || ending === "svg") {
      const picture = new URL(address);
      picture.pathname = picture.pathname.replace(/\.\w+$/, ".svg");
      const dpi = Number(picture.searchParams.get("dpi")) || 150;
      picture.searchParams.delete("dpi");
      const svgPicture = await drawn(map, picture, words);
      const text = new XMLSerializer().serializeToString(svgPicture);
      save(nameOf(address, ending), ending === "svg" ? new Blob([text], { type: "image/svg+xml" }) : await pixels(svgPicture, dpi));
      return;
    }
    const html = await loaded(address);
    const block = `<script type="application/json" data-file="own">${escaped(map.sandan.own().asText())}</script></head>`;
    save(nameOf(address, "html"), new Blob([html.replace("</head>", () => block)], { type: "text/html" }));
  };

  /** Let pictures, paper and the file of the map carry own data as long as there is any. */
  sandan.ownPictures = (map, words) => {
    map.sandan.onPaper = (picture) => onto(map, picture, words);
    map.sandan.previewed = async (address) => {
      const text = new XMLSerializer().serializeToString(await drawn(map, address, words));
      return `data:image/svg+xml;charset=utf-8,${encodeURIComponent(text)}`;
    };
    document.addEventListener(
      "click",
      (event) => {
        const link = event.target.closest("a[data-picture], .save-links a");
        if (!link || !map.sandan.own()) return;
        event.preventDefault();
        const say = (text) => {
          for (const one of document.querySelectorAll(".menu-status, .save-status")) one.textContent = text;
        };
        say(words.making);
        made(map, new URL(link.href), words).then(
          () => say(words.made),
          (error) => {
            say(words.unmade);
            console.error(error);
          },
        );
      },
      true,
    );
  };
})();
