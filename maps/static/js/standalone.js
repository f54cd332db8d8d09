/* In a map that is one file: what other maps fetch is answered from blocks of the page. */
(() => {
  "use strict";
  const beyond = window.fetch;
  window.fetch = async (name, ...options) => {
    const block = [...document.querySelectorAll("script[data-file]")].find(({ dataset }) => dataset.file === name);
    if (!block) return beyond(name, ...options);
    return new Response(block.textContent, { headers: { "Content-Type": "application/json" } });
  };
})();
