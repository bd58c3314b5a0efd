import { request } from '../frame/api.js';

export const readLanes = () => request('GET', '/api/lanes');

/** Shares as numbers from 0 to 1. */
export const setBudget = (lane, budget, auditShare, reason) =>
  request('PUT', `/api/lanes/${lane}/budget`, { budget, auditShare, reason });

export const search = (lane) => request('POST', `/api/lanes/${lane}/fits`);

/** @param fit The id of the search whose threshold the person sees. */
export const open = (lane, fit, reason) => request('POST', `/api/lanes/${lane}/open`, { fit, reason });

export const shut = (lane, reason) => request('POST', `/api/lanes/${lane}/shut`, { reason });

export const forbid = (lane, forbidden, reason) => request('PUT', `/api/lanes/${lane}/forbidden`, { forbidden, reason });
