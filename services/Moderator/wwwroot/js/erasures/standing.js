// How a request to erase stands, in words and by a class: colour is never the only sign.

/** Longer than this an erasure takes only where something is wrong; in milliseconds. */
const usual = 60 * 60 * 1000;
const day = 24 * 60 * 60 * 1000;

/**
 * @param {Object} erasure
 * @param {number} now
 * @returns {{of: 'done'|'working'|'slow'|'late', days: number}} days since or until the end of the time to finish, rounded up
 */
export function standingOf({ askedAt, finishBy, isLate, waiting }, now) {
  const days = Math.ceil(Math.abs(new Date(finishBy) - now) / day);
  const isOver = new Date(finishBy) <= now;
  if (waiting.length === 0) return { of: 'done', days };
  if (isLate || isOver) return { of: 'late', days };
  return { of: now - new Date(askedAt) > usual ? 'slow' : 'working', days };
}
