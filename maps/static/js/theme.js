/* Light or dark: as the address says, else as chosen before, else as the reader's system has it.
   In the head of every page, so that nothing flashes; without scripts the system decides. */
(() => {
  "use strict";
  const root = document.documentElement;
  const KEY = "sandan-theme";
  const dark = window.matchMedia("(prefers-color-scheme: dark)");
  const known = (value) => (["light", "dark"].includes(value) ? value : null);

  /** A frame of another site may not have a store. */
  const stored = (value) => {
    try {
      if (value) window.localStorage.setItem(KEY, value);
      return window.localStorage.getItem(KEY);
    } catch {
      return null;
    }
  };

  const current = () => known(root.dataset.theme) || (dark.matches ? "dark" : "light");

  let seen = null;

  const show = (button) => {
    button.hidden = false;
    button.setAttribute("aria-pressed", String(current() === "dark"));
  };

  /** A map in a file opens with the view that it holds. */
  const asked = () => new URLSearchParams(window.location.search || root.dataset.view || "").get("theme");

  const withTheme = (theme) => {
    const view = new URLSearchParams(root.dataset.view || "");
    view.set("theme", theme);
    return String(view);
  };

  const apply = () => {
    const theme = known(asked()) || known(stored());
    if (theme) root.dataset.theme = theme;
    else delete root.dataset.theme;
    for (const button of document.querySelectorAll(".theme")) show(button);
    if (current() === seen) return;
    seen = current();
    document.dispatchEvent(new Event("theme"));
  };

  /** Keep the reader's choice, a map's also in its address; who draws or keeps the address listens for `theme`. */
  const choose = (theme) => {
    stored(theme);
    const address = new URL(window.location.href);
    // Addresses of data take no theme, and a frame of a notebook has no address.
    if (address.protocol === "about:") root.dataset.view = withTheme(theme);
    else if (document.body.dataset.map || address.searchParams.has("theme")) {
      address.searchParams.set("theme", theme);
      window.history.replaceState(window.history.state, "", address);
    }
    apply();
  };

  apply();
  dark.addEventListener("change", apply);
  window.addEventListener("popstate", apply);
  document.addEventListener("DOMContentLoaded", () => {
    apply();
    for (const button of document.querySelectorAll(".theme")) {
      button.addEventListener("click", () => choose(current() === "dark" ? "light" : "dark"));
    }
  });
})();
