/**
 * `<form data-autosave="/drafts/<key>/" data-autosave-key="<key>" data-autosave-saved-at="ISO or empty">`
 * posts the form's fields 1.5 s after typing stops and at least each 4 s while it goes on, and once more when the
 * page is hidden. Until the server has them they are kept on this device, and offered back on the next visit.
 *
 * `data-autosave-sent`: the form came back with what was just sent, which no draft holds yet; it is saved at once.
 *
 * The server answers 2xx, with JSON `{"saved_at": ISO}` if it likes; 409 means that somebody else changed the record.
 * `[data-autosave-state]` in the form shows the state; nothing else depends on it.
 */
import { ago } from "../words.js";
import { reporter } from "./autosave-state.js";
import { drop, keep } from "./drafts.js";
import { offerBack } from "./draft-offer.js";
import { labels, read } from "./form-values.js";

const PAUSE = 1500;
const LONGEST = 4000;
const RETRY = 4000;

function send(form, isLeaving) {
  return fetch(form.dataset.autosave, {
    method: "POST",
    body: new URLSearchParams(read(form)),
    keepalive: isLeaving,
    credentials: "same-origin",
    redirect: "manual",
    headers: { "X-CSRFToken": form.elements.csrfmiddlewaretoken?.value ?? "", Accept: "application/json" },
  });
}

export default function start(form) {
  const key = form.dataset.autosaveKey;
  const tell = reporter(form);
  let savedAt = Date.parse(form.dataset.autosaveSavedAt) || 0;
  let dirtySince = 0;
  let changes = 0;
  let isBusy = false;
  let leftWith = -1;
  let isOver = false;
  let timer = 0;

  function plan(wait) {
    clearTimeout(timer);
    timer = setTimeout(save, wait);
  }

  function changed() {
    changes += 1;
    dirtySince ||= Date.now();
    keep(key, { entries: read(form), labels: labels(form) });
    plan(Math.max(0, Math.min(PAUSE, dirtySince + LONGEST - Date.now())));
  }

  async function accept(answer, sent) {
    if (answer.status >= 500) throw new Error("the server failed");
    if (answer.status === 409) return tell("changed");
    if (!answer.ok) {
      tell("refused");
      return plan(4 * RETRY);
    }
    const told = await answer.json().catch(() => ({}));
    savedAt = Date.parse(told.saved_at) || Date.now();
    if (sent !== changes) return plan(PAUSE);
    dirtySince = 0;
    drop(key);
    return tell("saved", { ago: ago(savedAt) });
  }

  async function save(isLeaving = false) {
    if (isOver || !dirtySince || (isLeaving ? leftWith === changes : isBusy)) return;
    const sent = changes;
    if (isLeaving) leftWith = changes;
    isBusy = true;
    dirtySince = Date.now();
    tell("saving");
    try {
      await accept(await send(form, isLeaving), sent);
    } catch {
      tell("offline");
      plan(RETRY);
    }
    isBusy = false;
  }

  function tick() {
    if (!form.isConnected) clearInterval(clock);
    else if (savedAt && !dirtySince && !isBusy) tell("saved", { ago: ago(savedAt) });
  }

  const clock = setInterval(tick, 1000);
  tick();
  if (document.querySelector(`[data-autosave-clear="${CSS.escape(key)}"]`)) drop(key);
  if ("autosaveSent" in form.dataset) changed();
  else offerBack(form, key, savedAt, changed);
  form.addEventListener("input", changed);
  form.addEventListener("change", changed);
  form.addEventListener("submit", () =>
    // The final submit carries everything; a save after it must not bring the draft back to life.
    setTimeout(() => {
      isOver = true;
      clearTimeout(timer);
    }),
  );
  window.addEventListener("pageshow", () => {
    isOver = false;
  });
  window.addEventListener("online", () => dirtySince && plan(0));
  document.addEventListener("visibilitychange", () => document.visibilityState === "hidden" && save(true));
  window.addEventListener("pagehide", () => save(true));
}
