import { request, withQuery } from '../frame/api.js';

export const readCauses = () => request('GET', '/api/faults/causes');

export const readReplays = () => request('GET', '/api/faults/replays');

export const readFaults = (cause, status, cursor) => request('GET', withQuery('/api/faults', { cause, status, cursor }));

export const readFault = (id) => request('GET', `/api/faults/${id}`);

/** @param choice `{ cause, until }` or `{ faults }`. */
export const replay = (choice, rate) => request('POST', '/api/faults/replays', { ...choice, rate });

export const stop = (id) => request('POST', `/api/faults/replays/${id}/stop`);

export const discard = (choice, reason) => request('POST', '/api/faults/discard', { ...choice, reason });
