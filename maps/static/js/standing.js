/* What a place or a tie of a comparison stands for, told beside it: the reader stays. */
(() => {
  "use strict";
  const { sandan } = window;
  const { el } = sandan;
  /** Pixels between the card and the edge of the stage, and between it and its mark. */
  const [EDGE, GAP] = [8, 16];

  /** The part of a place on one side. */
  const part = (name, lines, absent) => [
    el("dt", {}, name),
    lines.length ? lines.map(({ title, text }) => el("dd", {}, el("strong", {}, title), " ", text)) : el("dd", {}, absent),
  ];

  const ofPlace = ({ sides, absent }, { title, kicker, parts, within }) => ({
    title,
    rest: [el("p", {}, kicker), el("dl", {}, parts.map((lines, i) => part(sides[i], lines, within || absent)))],
  });

  /** A body as the lines of its ties tell it. */
  const ofTies = (ties) => {
    const [title, ...lines] = [...new Set(ties.flatMap((tie) => tie.lines))];
    return { title, rest: lines.map((line) => el("p", {}, line)) };
  };

  /**
   * Let both maps tell of what is clicked, or chosen by Enter, in a card on the stage.
   * @param {{sides: string[], places: object[], absent: string, open: string, close: string, whole: string}} data
   */
  sandan.standing = (stage, maps, data) => {
    const places = new Map(data.places.map((place) => [place.id, place]));
    const card = el("div", { class: "standing", role: "dialog", "aria-labelledby": "standing-title", tabindex: "-1", hidden: true });
    stage.append(card);
    let told = null;

    const put = () => {
      if (!told) return;
      const [frame, own] = [stage, told.map.getContainer()].map((box) => box.getBoundingClientRect());
      const { x, y } = told.map.latLngToContainerPoint(told.at);
      const { offsetWidth: width, offsetHeight: height } = card;
      const top = own.top - frame.top + y;
      const free = top + GAP + height + EDGE <= frame.height ? top + GAP : top - GAP - height;
      const left = own.left - frame.left + x - width / 2;
      card.style.left = `${Math.max(EDGE, Math.min(left, frame.width - width - EDGE))}px`;
      card.style.top = `${Math.max(EDGE, free)}px`;
    };
    const close = () => {
      if (!told) return;
      const { from } = told;
      told = null;
      const held = card.contains(document.activeElement);
      card.hidden = true;
      if (held && from?.isConnected) from.focus({ preventScroll: true });
    };
    const tell = (map, id, at) => {
      const from = document.activeElement.closest(".folium-map") ? document.activeElement : map.getContainer();
      told = { map, at, from };
      const place = places.get(id);
      const { title, rest } = place ? ofPlace(data, place) : ofTies(map.sandan.ties.filter(({ owner }) => owner === id));
      const button = el("button", { type: "button", title: data.close, "aria-label": data.close }, "×");
      button.addEventListener("click", close);
      const link = el("a", { href: `${data.whole}&select=${id}` }, data.open);
      card.replaceChildren(el("h2", { id: "standing-title" }, title), button, ...rest, el("p", {}, link));
      card.hidden = false;
      put();
      card.focus();
    };
    for (const map of maps) {
      map.sandan.tell = (id, at) => tell(map, id, at);
      map.on("move resize", put);
      map.on("click", ({ originalEvent: { target } }) => {
        if (!target.closest(".leaflet-interactive")) close();
      });
    }
    document.addEventListener("keydown", ({ key }) => {
      if (key === "Escape") close();
    });
  };
})();
