import { request } from '../frame/api.js';

export const readAgreement = (days) => request('GET', `/api/agreement?days=${days}`);

export const readDisagreements = async () => (await request('GET', '/api/agreement/disagreements')).items;

/** Decides anew between two people. */
export const settle = (id, said) => request('POST', `/api/opinions/${id}/settlement`, said);

export const readGolden = async () => (await request('GET', '/api/golden')).items;

/** Of a decided comment, `{ comment, why }`, or one that is typed. */
export const addGolden = (golden) => request('POST', '/api/golden', golden);

export const withdrawGolden = (id) => request('DELETE', `/api/golden/${id}`);

/** Shares as numbers from 0 to 1. */
export const setShares = (share, goldenShare, reason) =>
  request('PUT', '/api/agreement/shares', { share, goldenShare, reason });
