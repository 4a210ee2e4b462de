/** What an autosaved form keeps on this device while the server does not have it yet. No copy stays after it has. */
const ALL = "draft:";
const PREFIX = `${ALL}${document.documentElement.dataset.user ?? ""}:`;

/** A copy belongs to one person: whoever signs in next on this device neither gets it nor leaves it lying about. */
function forgetOthers() {
  try {
    const keys = Object.keys(localStorage).filter((key) => key.startsWith(ALL) && !key.startsWith(PREFIX));
    keys.forEach((key) => localStorage.removeItem(key));
  } catch {
    // Storage is forbidden, so there is nothing to forget.
  }
}

if (document.documentElement.dataset.user) forgetOthers();

export function keep(key, copy) {
  try {
    localStorage.setItem(PREFIX + key, JSON.stringify({ at: Date.now(), ...copy }));
  } catch {
    // Storage is full or forbidden; the server's copy is the one that counts.
  }
}

export function find(key) {
  try {
    return JSON.parse(localStorage.getItem(PREFIX + key));
  } catch {
    return null;
  }
}

export function drop(key) {
  try {
    localStorage.removeItem(PREFIX + key);
  } catch {
    // Nothing could be stored, so nothing is left.
  }
}
