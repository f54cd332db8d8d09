// A flow of the map, its band of the circle and its cell of the matrix, lit together.
(() => {
  "use strict";
  const parts = document.querySelectorAll("[data-flow]");
  const light = (key) => {
    for (const part of parts) {
      part.classList.toggle("lit", part.dataset.flow === key);
    }
    document.body.classList.toggle("lit-one", key !== null);
  };
  for (const part of parts) {
    part.addEventListener("pointerenter", () => light(part.dataset.flow));
    part.addEventListener("pointerleave", () => light(null));
  }
})();
