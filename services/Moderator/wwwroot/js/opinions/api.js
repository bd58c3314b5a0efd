import { request } from '../frame/api.js';

/** The comment that the person has before the eyes, or the next: `{ opinion }`, without one when none waits. */
export const readNext = () => request('POST', '/api/opinions/next');

/** Answers `{ golden }`, with the right answer where it was known. */
export const give = (id, outcome, reason) => request('POST', `/api/opinions/${id}`, { outcome, reason });
