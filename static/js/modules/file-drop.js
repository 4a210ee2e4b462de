/** Says which file was chosen, and lights up while one is dragged over; the drop itself is the native input's. */
import { words } from "../words.js";

export default function start(box) {
  const input = box.querySelector("input[type=file]");
  const chosen = box.querySelector("[data-file-drop-chosen]");
  input.addEventListener("change", () => {
    const [first] = input.files;
    const word = input.files.length > 1 ? "manyFiles" : "oneFile";
    chosen.textContent = first ? words(word, { count: input.files.length, name: first.name }) : "";
  });
  for (const name of ["dragenter", "dragover"]) box.addEventListener(name, () => box.classList.add("is-over"));
  for (const name of ["dragleave", "drop"]) box.addEventListener(name, () => box.classList.remove("is-over"));
}
