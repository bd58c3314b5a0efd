// Tracking links that the reader kept, the latest first, in this browser alone.
const key = 'own-comments';
const most = 50;

const isOne = (entry) => typeof entry?.token === 'string' && /^[\w-]{1,100}$/.test(entry.token);

export function list() {
  try {
    const stored = JSON.parse(localStorage.getItem(key));
    return Array.isArray(stored) ? stored.filter(isOne) : [];
  } catch {
    return [];
  }
}

/** Whether they are kept now. */
function keep(entries) {
  try {
    if (entries.length === 0) localStorage.removeItem(key);
    else localStorage.setItem(key, JSON.stringify(entries.slice(0, most)));
    return true;
  } catch {
    return false;
  }
}

export const add = (entry) => keep([entry, ...list().filter(({ token }) => token !== entry.token)].filter(isOne));

export const remove = (removed) => keep(list().filter(({ token }) => token !== removed));

export const clear = () => keep([]);
