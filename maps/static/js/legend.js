/* The legend: leads to the bodies that it lists. */
(() => {
  "use strict";
  const { sandan } = window;

  /** Bring the legend to life. */
  sandan.legend = (map) => {
    const legend = document.querySelector(".legend");
    sandan.sheet(map, legend, sandan.narrow() || "frame" in document.body.dataset);
    for (const button of legend.querySelectorAll("button.hub")) {
      button.addEventListener("click", () => {
        if (sandan.narrow()) sandan.fold(map, legend, true);
        sandan.choose(map, button.dataset.owner);
      });
    }
  };
})();
