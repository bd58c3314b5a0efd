import { request, withQuery } from '../frame/api.js';

export const readBans = (cursor) => request('GET', withQuery('/api/bans', { cursor }));

export const lift = (id) => request('DELETE', `/api/bans/${id}`);

/** Ids of the author's comments that wait for a person, oldest first. */
export const readWaiting = (id) => request('GET', `/api/bans/${id}/waiting`);
