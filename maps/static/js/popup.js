/* Popups of layers that are loaded when wanted, and tooltips. */
(() => {
  "use strict";
  const { sandan } = window;
  const { el } = sandan;

  /**
   * Bind a popup that is built when it opens and keeps clear of the legend.
   * @param {() => object} told asked when it opens: a layer may have thousands of features
   */
  sandan.bindPopup = (map, layer, told) => {
    const narrow = sandan.narrow();
    layer.bindPopup(() => sandan.told(map, told()), {
      className: "facts-popup",
      minWidth: narrow ? 240 : 300,
      maxWidth: narrow ? 264 : 340,
      // Clear of the legend on the left or below, and of the buttons on the right.
      autoPanPaddingTopLeft: [narrow ? 6 : 326, 10],
      autoPanPaddingBottomRight: [narrow ? 58 : 66, 40],
      maxHeight: Math.round(map.getSize().y * (narrow ? 0.45 : 0.62)),
    });
    layer.on("popupopen", ({ popup }) => {
      const close = popup.getElement().querySelector(".leaflet-popup-close-button");
      close.setAttribute("aria-label", map.sandan.words.close);
      close.title = map.sandan.words.close;
      // Leaflet itself hears Escape only where the map, not its popup, has the focus.
      popup.getElement().onkeydown = ({ key }) => {
        if (key === "Escape") layer.closePopup();
      };
    });
  };

  /** Build a tooltip: the first line strong. */
  sandan.tooltip = (lines) =>
    el("div", {}, lines.map((line, i) => el(i ? "div" : "strong", {}, line)));
})();
