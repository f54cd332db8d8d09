/* The history of the map: each step shows the rounds up to its year, by the condition `round`. */
(() => {
  "use strict";
  const { sandan } = window;
  const PAUSE = 2000;

  /** How many rounds from the first on are asked for; all when none is, 0 when others are. */
  sandan.stepOf = (rounds, asked) =>
    asked.length ? (asked.every((round, i) => round === rounds[i]) ? asked.length : 0) : rounds.length;

  /**
   * Bring the steps to life.
   * @param {{told: string, play: string, pause: string, rounds: string[], until: string[]}} data
   */
  sandan.timeline = (map, data) => {
    const box = document.querySelector(".timeline");
    sandan.inCorner(map, box);
    const { state } = map.sandan;
    const { rounds } = data;
    const steps = [...box.querySelectorAll("[data-step]")];
    const play = box.querySelector(".timeline-play");
    const status = box.querySelector("[role=status]");
    let timer = null;
    const upTo = (count) => ({ ...state.view, round: count < rounds.length ? rounds.slice(0, count) : [] });
    const paint = () => {
      const now = sandan.stepOf(rounds, state.view.round);
      for (const [i, button] of steps.entries()) {
        const on = i + 1 === now;
        button.setAttribute("aria-pressed", String(on));
        button.textContent = on ? data.until[i] : rounds[i];
      }
      // What had not begun has no line in the legend of its time.
      document.querySelector(".legend").classList.toggle("in-time", now > 0 && now < rounds.length);
    };
    const stop = () => {
      clearTimeout(timer);
      timer = null;
      play.textContent = data.play;
    };
    const go = (count) => {
      state.change(upTo(count));
      const { ties, places } = state.shown;
      const told = map.sandan.facts.ties.length ? data.told : data.toldPlaces;
      status.textContent = sandan.fill(told, { step: data.until[count - 1], ties: ties.size, places: places.size });
    };
    const next = (count) => {
      go(count);
      timer = count < rounds.length ? setTimeout(next, PAUSE, count + 1) : null;
      if (!timer) stop();
    };
    for (const [i, button] of steps.entries()) {
      button.addEventListener("click", () => {
        stop();
        go(i + 1);
      });
    }
    box.addEventListener("keydown", (event) => {
      const by = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
      const at = steps.indexOf(document.activeElement) + (by || 0);
      if (!by || !steps.includes(document.activeElement)) return;
      // The map around would move.
      event.stopPropagation();
      if (!steps[at]) return;
      steps[at].focus();
      steps[at].click();
    });
    play.hidden = sandan.calm();
    play.addEventListener("click", () => {
      if (timer) stop();
      else {
        play.textContent = data.pause;
        next(1);
      }
    });
    state.follow(paint);
  };
})();
