// Where the replies of a thread stand: each beneath what it answers, and what answers one on the last level beside it.

const most = 3;

/** As an attribute says it; one level without, or with a number that there is not. */
export const levelsOf = (text) => (/^[1-9]$/.test(text ?? '') ? Math.min(Number(text), most) : 1);

/** A function that takes replies, the oldest first, and says beneath which of them each stands; null on the first level. */
export function placing(levels) {
  const beneath = new Map();
  return ({ id, parentId }) => {
    const { under, level } = beneath.get(parentId) ?? { under: null, level: 1 };
    beneath.set(id, level < levels ? { under: id, level: level + 1 } : { under, level });
    return under;
  };
}
