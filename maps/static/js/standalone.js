/* In a map that is one file: what other maps fetch is answered from blocks of the page. */
(() => {
  "use strict";
  window.fetch = async (name) => {
    const block = [...document.querySelectorAll("script[data-file]")].find(({ dataset }) => dataset.file === name);
    if (!block) throw new TypeError(name);
    return new Response(block.textContent, { headers: { "Content-Type": "application/json" } });
  };
})();
