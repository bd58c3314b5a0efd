import { request, withQuery } from '../frame/api.js';

export const readEndpoints = () => request('GET', '/api/webhooks');

export const readDeliveries = (name, status, cursor) =>
  request('GET', withQuery(`/api/webhooks/${name}/deliveries`, { status, cursor }));

export const enable = (name) => request('POST', `/api/webhooks/${name}/enable`);

export const test = (name) => request('POST', `/api/webhooks/${name}/test`);

/** Its answer tells the secret, this one time. @param endpoint `{ name, url, events, format }`. */
export const make = (endpoint) => request('POST', '/api/webhooks', endpoint);

/** @param to `{ url, events, format }`; without an address it stays where it is. */
export const change = (name, to) => request('PUT', `/api/webhooks/${name}`, to);

export const disable = (name) => request('POST', `/api/webhooks/${name}/disable`);

/** Its answer tells the secret, this one time. */
export const rotate = (name) => request('POST', `/api/webhooks/${name}/secret`);

export const endPrevious = (name) => request('DELETE', `/api/webhooks/${name}/previous-secret`);

/** @param what `{ since, until }` or `{ delivery }`. */
export const resend = (name, what) => request('POST', `/api/webhooks/${name}/resend`, what);
