/* Runs the pages' plain scripts in a context of their own, with as much of a browser as they need. */
import { readFileSync } from "node:fs";
import vm from "node:vm";

const JS = new URL("../../maps/static/js/", import.meta.url);

/** An element that remembers its name, attributes and children. */
class Element {
  constructor(name) {
    this.name = name;
    this.attributes = {};
    this.children = [];
  }

  setAttribute(name, value) {
    this.attributes[name] = String(value);
  }

  append(...children) {
    this.children.push(...children);
  }
}

const document = {
  createElement: (name) => new Element(name),
  createElementNS: (_, name) => new Element(name),
};

/**
 * Return the namespace `sandan` after running `scripts` in their order.
 * @param {...string} scripts file names below maps/static/js
 */
export const load = (...scripts) => {
  const window = { document };
  window.window = window;
  const context = vm.createContext(window);
  for (const script of scripts) {
    const file = new URL(script, JS);
    vm.runInContext(readFileSync(file, "utf8"), context, { filename: file.pathname });
  }
  return window.sandan;
};

/** Return values of another context as this one's own, so that deepEqual compares them. */
export const plain = (value) => structuredClone(value);
