/** What an autosaved form keeps on this device while the server does not have it yet. No copy stays after it has. */
const PREFIX = "draft:";

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
