/** `<div data-autosave-clear="key">` on the page after the final submit: the copy on this device is no longer needed. */
import { drop } from "./drafts.js";

export default function start(element) {
  drop(element.dataset.autosaveClear);
}
