import { request } from '../frame/api.js';

/** One's own figures. */
export const readStatistics = () => request('GET', '/api/me/statistics');

export const readSessions = () => request('GET', '/api/me/sessions');

export const endSession = (id) => request('DELETE', `/api/me/sessions/${id}`);

/** This one too. */
export const endSessions = () => request('DELETE', '/api/me/sessions');

export const readSecondFactor = () => request('GET', '/api/me/second-factor');

export const beginSecondFactor = (password) => request('POST', '/api/me/second-factor', { password });

export const confirmSecondFactor = (code) => request('POST', '/api/me/second-factor/confirm', { code });

export const removeSecondFactor = (password) => request('POST', '/api/me/second-factor/remove', { password });

export const renewRecoveryCodes = (password) => request('POST', '/api/me/second-factor/recovery-codes', { password });

export const readPasskeys = () => request('GET', '/api/me/passkeys');

export const beginPasskey = (password) => request('POST', '/api/me/passkeys/options', { password });

export const addPasskey = (name, credential) => request('POST', '/api/me/passkeys', { name, credential });

export const removePasskey = (id, password) => request('POST', `/api/me/passkeys/${id}/remove`, { password });
