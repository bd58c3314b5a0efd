import { request } from '../frame/api.js';

export const readSettings = () => request('GET', '/api/named-queues/settings');

export const add = (version, queue) => request('POST', '/api/named-queues', { version, ...queue });

export const change = (version, id, queue) => request('PUT', `/api/named-queues/${id}`, { version, ...queue });

/** @param ids Of all queues, in the order in which they are asked. */
export const order = (version, ids) => request('PUT', '/api/named-queues/order', { version, ids });

export const remove = (version, id) => request('DELETE', `/api/named-queues/${id}?version=${version}`);
