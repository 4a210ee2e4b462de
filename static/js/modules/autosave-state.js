/**
 * Shows how an autosaved form stands in its `[data-autosave-state]`. The text ticks ("Saved 3 s ago"), so it is no live
 * region; a screen reader is told only when the state turns bad or good again.
 */
import { words } from "../words.js";

const GOOD = new Set(["saving", "saved"]);

export function reporter(form) {
  const place = form.querySelector("[data-autosave-state]");
  const voice = Object.assign(document.createElement("span"), { className: "visually-hidden" });
  voice.setAttribute("role", "status");
  place?.after(voice);
  let wasGood = true;
  return function tell(word, parts) {
    if (!place) return;
    const text = words(word, parts);
    if (place.textContent !== text) place.textContent = text;
    place.dataset.autosaveState = word;
    const isGood = GOOD.has(word);
    if (!isGood || (!wasGood && word === "saved")) voice.textContent = text;
    if (word !== "saving") wasGood = isGood;
  };
}
