/** `data-select-all="name"`: ticks or unticks all boxes of that name in its form. */
export default function start(box) {
  box.addEventListener("change", () => {
    for (const each of box.form.querySelectorAll(`input[type="checkbox"][name="${box.dataset.selectAll}"]`)) each.checked = box.checked;
  });
}
