/* The legend: leads to the bodies that it lists. */
(() => {
  "use strict";
  const { sandan } = window;

  /** Bring the legend to life. */
  sandan.legend = (map) => {
    const legend = document.querySelector(".legend");
    // On a tablet it would lie on half of Korea.
    sandan.sheet(map, legend, !("frame" in document.body.dataset) && window.matchMedia("(max-width: 960px)").matches);
    const form = legend.querySelector("form.day");
    // Another day or zoning shows the same view.
    form?.addEventListener("formdata", ({ formData }) => {
      for (const [name, value] of new URLSearchParams(window.location.search)) {
        if (!form.elements.namedItem(name)) formData.append(name, value);
      }
    });
    for (const button of legend.querySelectorAll("button.hub")) {
      button.addEventListener("click", () => {
        if (sandan.narrow()) sandan.fold(map, legend, true);
        sandan.choose(map, button.dataset.owner);
      });
    }
  };
})();
