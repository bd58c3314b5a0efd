import { request, withQuery } from '../frame/api.js';

export const readErasures = (done, cursor) => request('GET', withQuery('/api/erasures', { done, cursor }));

export const readRequests = (done, cursor) => request('GET', withQuery('/api/erasures/requests', { done, cursor }));

/** @param letter `{ reference, channel, receivedOn }`. */
export const enter = (letter) => request('POST', '/api/erasures/requests', letter);

/** @param sought `{ comments, phone, name }`, what is not known left out. */
export const find = (id, sought) => request('POST', `/api/erasures/requests/${id}/find`, sought);

/** @param comments Their ids. */
export const erase = (id, comments) => request('POST', `/api/erasures/requests/${id}/erase`, { comments });

export const answer = (id) => request('POST', `/api/erasures/requests/${id}/answer`);

export const complete = (id) => request('POST', `/api/erasures/requests/${id}/complete`);

export const refuse = (id, reason) => request('POST', `/api/erasures/requests/${id}/refuse`, { reason });
