import { request } from '../frame/api.js';

export const readRetention = () => request('GET', '/api/retention');

/** Has what was kept long enough removed at once. */
export const run = (service, kind) => request('POST', `/api/retention/${service}/${kind}/runs`);
