/** Where a combobox finds its choices: among the select's own options, or by asking the server. */
const FOLD = /\p{M}/gu;

function fold(text) {
  return text.normalize("NFD").replace(FOLD, "").toLowerCase();
}

function localSource(select) {
  return async (text) => {
    const wanted = fold(text).split(/\s+/).filter(Boolean);
    return [...select.options]
      .filter((option) => option.value && wanted.every((word) => fold(option.textContent).includes(word)))
      .map((option) => ({ id: option.value, text: option.textContent.trim(), detail: option.dataset.detail ?? "" }));
  };
}

/** The text goes along as `q`, and the fields named in `data-combobox-with` under their own names. */
function remoteSource(select) {
  let running = new AbortController();
  return async (text) => {
    running.abort();
    running = new AbortController();
    const url = new URL(select.dataset.comboboxUrl, location.href);
    url.searchParams.set("q", text);
    for (const name of (select.dataset.comboboxWith ?? "").split(" ").filter(Boolean))
      url.searchParams.set(name, select.form.elements[name]?.value ?? "");
    const answer = await fetch(url, { signal: running.signal, headers: { Accept: "application/json" } });
    if (!answer.ok) throw new Error(`the search answered ${answer.status}`);
    return answer.json();
  };
}

export function sourceOf(select) {
  return select.dataset.comboboxUrl ? remoteSource(select) : localSource(select);
}
