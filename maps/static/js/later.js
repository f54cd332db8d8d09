/* What most readers never use is loaded by those who ask for it: own data, choosing by a line drawn, histograms. */
(() => {
  "use strict";
  const { sandan } = window;

  const loaded = ({ script, style }) => {
    document.head.append(sandan.el("link", { rel: "stylesheet", href: style }));
    return sandan.load(script);
  };

  const carriesFiles = ({ dataTransfer }) => dataTransfer && [...dataTransfer.types].includes("Files");

  /** Let a file be dropped anywhere on the page. */
  const dropping = (open, text) => {
    const hint = sandan.el("p", { class: "drop-hint", hidden: "" }, text);
    document.body.append(hint);
    document.addEventListener("dragover", (event) => {
      if (!carriesFiles(event)) return;
      event.preventDefault();
      hint.hidden = false;
    });
    document.addEventListener("dragleave", ({ relatedTarget }) => {
      if (!relatedTarget) hint.hidden = true;
    });
    document.addEventListener("drop", (event) => {
      if (!carriesFiles(event)) return;
      event.preventDefault();
      hint.hidden = true;
      open([...event.dataTransfer.files]);
    });
  };

  /**
   * Offer what is loaded when it is asked for.
   * @param {{script: string|null, style: string, geocode: string|null, measured: string|null, words: object}} data without a
   *   script, the page has it
   */
  sandan.later = (map, data) => {
    let asked = null;
    const need = () => {
      asked ??= (data.script ? loaded(data) : Promise.resolve()).then(() => sandan.more(map, data));
      return asked.catch((error) => {
        asked = null;
        document.querySelector(".panel-status").textContent = data.words.failed;
        console.error(error);
        throw error;
      });
    };
    map.sandan.more = need;
    const start = (name, ...given) => {
      document.querySelector(".data")?.removeAttribute("open");
      need().then((tools) => tools[name](...given)).catch(() => {});
    };
    for (const button of document.querySelectorAll("[data-more]")) button.addEventListener("click", () => start(button.dataset.more));
    if (data.own) {
      dropping((files) => start("open", files), data.words.drop);
      if (sandan.kept(map)) start("restore");
    }
    let measured = false;
    map.sandan.state.follow(({ measure, colour, flows }) => {
      if (measured || !(measure.length || colour.length || flows.length)) return;
      measured = true;
      need().catch(() => {
        measured = false;
      });
    });
  };

  const KEPT = "sandan-own";

  /** What the reader has put on the map: in the file of the map, or in this tab; null where there is nothing. */
  sandan.kept = (map, value) => {
    try {
      if (value === undefined) return document.querySelector("script[data-file=own]")?.textContent || window.sessionStorage.getItem(KEPT);
      document.querySelector("script[data-file=own]")?.remove();
      if (value === null) window.sessionStorage.removeItem(KEPT);
      else window.sessionStorage.setItem(KEPT, value);
    } catch {
      // A browser that keeps nothing, or not so much: the map shows it all the same.
    }
    return null;
  };
})();
