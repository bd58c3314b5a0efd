// The comments that were sent from this browser, the newest first, in this browser alone. Where it keeps nothing there are none.
const key = 'binh-luan-cua-toi';
const most = 50;

const isOne = (entry) => [entry?.id, entry?.article, entry?.headline, entry?.url].every((text) => typeof text === 'string')
  && URL.canParse(entry.url) && /^https?:$/.test(new URL(entry.url).protocol);

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

export const add = (entry) => keep([entry, ...list().filter(({ id }) => id !== entry.id)]);

export const remove = (id) => keep(list().filter((entry) => entry.id !== id));

export const clear = () => keep([]);
