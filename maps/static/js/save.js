/* A picture of the view as a file or on paper: its size and looks are chosen beside a preview. */
(() => {
  "use strict";
  const { sandan } = window;
  const { el } = sandan;

  /** What a picture may be taken apart by. */
  const BY = ["sector", "round", "programme", "zoning"];

  const select = (name, label, options, chosen) =>
    el("label", {}, label, el("select", { name }, options.map(([value, text]) => el("option", { value, selected: value === chosen && "" }, text))));

  /**
   * Bring the dialog to life; without a server there is none.
   * @param {{pictures: {format: string, url: string}[], longest: number, words: object}} data
   */
  sandan.save = (map, { pictures, longest, words }) => {
    const opener = document.querySelector("[data-keep-save]");
    if (!pictures.length || !opener) return;
    const preview = el("img", { alt: words.preview, hidden: "" });
    const status = el("p", { class: "save-status", role: "status" });
    const large = el("a", { target: "_blank", rel: "noopener", title: words.window }, words.large);
    const links = pictures.map(({ format }) => el("a", { class: "button", download: "" }, format.toUpperCase()));
    const print = el("button", { type: "button" }, words.print);
    const form = el(
      "form",
      { method: "dialog" },
      el("label", {}, words.own, el("input", { name: "title", maxlength: longest })),
      select("size", words.size, [["A4", "A4"], ["A3", "A3"], ["16:9", words.slide], ["square", words.square]], "A4"),
      select("orientation", words.orientation, [["portrait", words.portrait], ["landscape", words.landscape]], "portrait"),
      select("by", words.by, [["", words.by_none], ...BY.map((name) => [name, words[`by_${name}`]])], ""),
      select("bare", words.parts, [["", words.whole], ["true", words.bare]], ""),
      select("theme", words.theme, [["light", words.light], ["dark", words.dark]], "light"),
      select("dpi", words.dpi, [["150", "150 dpi"], ["300", "300 dpi"], ["600", "600 dpi"]], "300"),
      el("p", { class: "save-links" }, links, print, el("button", { type: "submit" }, words.close)),
    );
    const dialog = el("dialog", { class: "save", "aria-label": words.title }, el("h2", {}, words.title), el("div", { class: "save-body" }, form, el("div", { class: "save-preview" }, status, preview, large)));
    document.body.append(dialog);
    const fields = form.elements;
    const chosen = () => ({
      size: fields.size.value,
      // A slide and a square stay as they are.
      ...(/^A/.test(fields.size.value) ? { orientation: fields.orientation.value } : {}),
      ...(fields.bare.value ? { bare: fields.bare.value } : {}),
      ...(fields.by.value ? { by: fields.by.value } : {}),
      ...(fields.title.value.trim() ? { title: fields.title.value.trim() } : {}),
      theme: fields.theme.value,
    });
    const address = (url, more) => {
      const made = sandan.pictureOf(map, url);
      if (!fields.title.value.trim()) made.searchParams.delete("title");
      for (const [name, value] of Object.entries({ ...chosen(), ...more })) made.searchParams.set(name, value);
      return made.href;
    };
    /** Say how it stands with the preview; what is no longer so is dimmed. */
    const tell = (text) => {
      status.textContent = text;
      preview.classList.toggle("old", text !== "");
    };
    preview.addEventListener("load", () => {
      preview.hidden = false;
      tell("");
    });
    preview.addEventListener("error", () => tell(words.failed));
    const urlOf = (wanted) => pictures.find(({ format }) => format === wanted).url;
    let timer = null;
    const show = () => {
      large.href = address(urlOf("svg"), {});
      fields.bare.disabled = Boolean(fields.by.value);
      fields.orientation.disabled = !/^A/.test(fields.size.value);
      pictures.forEach(({ format, url }, i) => {
        links[i].href = address(url, format === "png" ? { dpi: fields.dpi.value } : {});
      });
      clearTimeout(timer);
      tell(words.drawing);
      timer = setTimeout(() => {
        const own = map.sandan.previewed && map.sandan.own() && map.sandan.previewed(address(urlOf("svg"), {}));
        Promise.resolve(own || address(urlOf("png"), { dpi: "72" })).then((source) => {
          preview.src = source;
        });
      }, 300);
    };
    form.addEventListener("input", show);
    print.addEventListener("click", () => {
      const { orientation = "portrait", ...values } = chosen();
      map.sandan.paper = { orientation, values: { ...values, size: "A4" } };
      dialog.close();
      window.print();
    });
    const open = (by) => {
      fields.by.value = by;
      document.querySelector(".data").open = false;
      [fields.title.value] = [map.sandan.state.view.title[0] || ""];
      fields.theme.value = "light";
      show();
      dialog.showModal();
    };
    opener.addEventListener("click", () => open(""));
    document.querySelector("[data-keep-multiples]").addEventListener("click", () => open(BY[0]));
  };
})();
