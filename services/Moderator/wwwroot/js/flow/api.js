import { request } from '../frame/api.js';

/** The picture of now, and the last hour. */
export const readFlow = () => request('GET', '/api/flow');

export const readReconciliations = () => request('GET', '/api/reconciliations');

export const reconcile = () => request('POST', '/api/reconciliations');

export const stopReconciliation = (id) => request('POST', `/api/reconciliations/${id}/stop`);

export const readReconciled = (id) => request('GET', `/api/reconciliations/${id}/comments`);

/** Has every service examine what it needs. */
export const examine = () => request('POST', '/api/flow/doctor');

/** @param of `{ service, station }`. */
const pathOf = ({ service, station }) => `/api/flow/pauses/${service}/${station}`;

export const pause = (of, reason) => request('PUT', pathOf(of), { reason });

export const resume = (of) => request('DELETE', pathOf(of));

/** Where a comment has been. @param of Its id or its tracking link. */
export const readWay = (of) => request('POST', '/api/flow/way', { of });
