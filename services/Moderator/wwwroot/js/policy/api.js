/** The policy's part of the API. */
import { request, withQuery } from '../frame/api.js';

export const readVersion = (version) => request('GET', `/api/policy/versions/${version}`);

export const readVersions = (cursor) =>
  request('GET', withQuery('/api/policy/versions', { cursor }));

/** Both are refused when `seen` is no longer the version in force. */
export const savePolicy = (seen, settings) => request('PUT', '/api/policy', { version: seen, settings });

export const revertTo = (version, seen) => request('POST', `/api/policy/versions/${version}/revert`, { version: seen });

/**
 * @param period `{ days }`, or `{ from, to }` as instants.
 * @param lines Takes how far it has come, `{ examined, of }`, and at the end the `answer` with it.
 */
export const tryOut = (settings, period, signal, lines) =>
  request('POST', '/api/policy/dry-run', { settings, ...period }, { signal, lines });

export const readShadow = () => request('GET', '/api/policy/shadows');

export const readDifferences = (id, cursor) => request('GET', withQuery(`/api/policy/shadows/${id}/comments`, { cursor }));

/** Refused when `seen` is no longer the version in force. */
export const startShadow = (seen, settings, days, reason) =>
  request('POST', '/api/policy/shadows', { version: seen, settings, days, reason });

export const stopShadow = (id, reason) => request('POST', `/api/policy/shadows/${id}/stop`, { reason });

export const promoteShadow = (id, seen, reason) =>
  request('POST', `/api/policy/shadows/${id}/promote`, { version: seen, reason });
