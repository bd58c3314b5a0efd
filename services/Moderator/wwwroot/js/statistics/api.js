import { request } from '../frame/api.js';

/** One's own figures. */
export const readStatistics = () => request('GET', '/api/me/statistics');

export const readSessions = () => request('GET', '/api/me/sessions');

export const endSession = (id) => request('DELETE', `/api/me/sessions/${id}`);

/** This one too. */
export const endSessions = () => request('DELETE', '/api/me/sessions');
