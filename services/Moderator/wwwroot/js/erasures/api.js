import { request, withQuery } from '../frame/api.js';

export const readErasures = (done, cursor) => request('GET', withQuery('/api/erasures', { done, cursor }));
