import { request, withQuery } from '../frame/api.js';

export const readEndpoints = () => request('GET', '/api/webhooks');

export const readDeliveries = (name, status, cursor) =>
  request('GET', withQuery(`/api/webhooks/${name}/deliveries`, { status, cursor }));

export const enable = (name) => request('POST', `/api/webhooks/${name}/enable`);

export const test = (name) => request('POST', `/api/webhooks/${name}/test`);

/** @param what `{ since }` or `{ delivery }`. */
export const resend = (name, what) => request('POST', `/api/webhooks/${name}/resend`, what);
