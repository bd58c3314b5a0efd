import { request } from '../frame/api.js';

export const readSites = () => request('GET', '/api/sites');

/** @param site `{ name, origins }`. */
export const add = (site) => request('POST', '/api/sites', site);

export const setOrigins = (name, origins) => request('PUT', `/api/sites/${name}/origins`, { origins });

/** @param readerKey A public key in PEM, or null for none. */
export const setReaderKey = (name, readerKey) => request('PUT', `/api/sites/${name}/reader-key`, { readerKey });

export const setSigning = (name, signs) => request('PUT', `/api/sites/${name}/signing`, { signs });

/** Its answer tells the key, this one time. */
export const makeKey = (name) => request('POST', `/api/sites/${name}/keys`);

export const revokeKey = (name, id) => request('DELETE', `/api/sites/${name}/keys/${id}`);
