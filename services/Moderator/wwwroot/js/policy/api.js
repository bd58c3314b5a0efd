/** The policy's part of the API. */
import { request, withQuery } from '../frame/api.js';

export const readVersion = (version) => request('GET', `/api/policy/versions/${version}`);

export const readVersions = (cursor) =>
  request('GET', withQuery('/api/policy/versions', { cursor }));

/** Both are refused when `seen` is no longer the version in force. */
export const savePolicy = (seen, settings) => request('PUT', '/api/policy', { version: seen, settings });

export const revertTo = (version, seen) => request('POST', `/api/policy/versions/${version}/revert`, { version: seen });

export const tryOut = (settings, days, signal) => request('POST', '/api/policy/dry-run', { settings, days }, { signal });
