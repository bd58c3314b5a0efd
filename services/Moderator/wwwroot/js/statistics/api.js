import { request } from '../frame/api.js';

/** One's own figures. */
export const readStatistics = () => request('GET', '/api/me/statistics');
