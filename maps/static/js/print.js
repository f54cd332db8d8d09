/* Printing: one page of paper with the picture of the view, never the page around the map. */
(() => {
  "use strict";
  const { sandan } = window;
  /** The page has the font already, and its policy takes none from within a picture. */
  const FONT = /@font-face\{[^}]*\}/g;

  /** A picture as an element, at once: a browser that prints does not wait. Null where none comes. */
  sandan.drawnPicture = (address) => {
    const request = new XMLHttpRequest();
    try {
      request.open("GET", address, false);
      request.send();
    } catch {
      return null;
    }
    if (request.status !== 200) return null;
    const svg = new DOMParser().parseFromString(request.responseText.replace(FONT, ""), "image/svg+xml").documentElement;
    svg.removeAttribute("width");
    svg.removeAttribute("height");
    return svg.localName === "svg" ? document.importNode(svg, true) : null;
  };

  /**
   * Put the picture in the place of the page while it is printed; a map that is a file, or that has
   * lost its server, prints its own drawing above its legend.
   * @param {{picture: string|null}} data address of the picture as SVG
   */
  sandan.print = (map, { picture }) => {
    const paper = document.querySelector(".paper");
    const { body } = document;
    map.sandan.paper = { orientation: "portrait", values: {} };
    /** What was seen before, which paper shows whole and the screen again. */
    let before = null;
    const settle = (show) => {
      map.invalidateSize({ animate: false });
      if (map.sandan.fitted) sandan.fitKorea(map);
      else show();
      sandan.placeLabels(map);
    };
    window.addEventListener("beforeprint", () => {
      const { orientation, values } = map.sandan.paper;
      const address = picture && sandan.pictureOf(map, picture);
      if (address) {
        for (const [name, value] of Object.entries({ theme: "light", size: "A4", orientation, ...values })) address.searchParams.set(name, value);
      }
      const svg = address && sandan.drawnPicture(address);
      before = { bounds: map.getBounds(), centre: map.getCenter(), zoom: map.getZoom() };
      paper.classList.toggle("wide", orientation === "landscape");
      body.classList.add(svg ? "on-paper" : "plain-paper");
      if (svg) paper.replaceChildren(map.sandan.onPaper?.(svg) || svg);
      else settle(() => map.fitBounds(before.bounds, { animate: false }));
    });
    window.addEventListener("afterprint", () => {
      const plain = body.classList.contains("plain-paper");
      body.classList.remove("on-paper", "plain-paper");
      paper.replaceChildren();
      if (plain) settle(() => map.setView(before.centre, before.zoom, { animate: false }));
    });
  };
})();
