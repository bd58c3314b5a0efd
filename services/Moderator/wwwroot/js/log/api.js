import { request } from '../frame/api.js';

/** Decisions, newest first. @param query The filters, with `cursor` and `limit` if they matter. */
export const readLog = (query) => request('GET', `/api/log?${query}`);

/** The address of all that the filters choose, as a file. */
export const csvOf = (query) => `/api/log.csv?${query}`;
