/** The policy's part of the API. */
import { policyBeside, request } from '../frame/api.js';
import { pathBeside, under } from '../frame/thresholds.js';

export const readVersion = (version) => request('GET', `/api/policy/versions/${version}`).then(policyBeside);

export async function readVersions(cursor) {
  const { items, next } = await request('GET', `/api/policy/versions${cursor ? `?${new URLSearchParams({ cursor })}` : ''}`);
  const beside = (change) => ({ ...change, path: pathBeside(change.path) });
  return { items: items.map((version) => ({ ...version, changes: version.changes.map(beside) })), next };
}

/** Both are refused when `seen` is no longer the version in force. */
export const savePolicy = (seen, settings) =>
  request('PUT', '/api/policy', { version: seen, settings: under(settings) }).then(policyBeside);

export const revertTo = (version, seen) =>
  request('POST', `/api/policy/versions/${version}/revert`, { version: seen }).then(policyBeside);

export const tryOut = (settings, days, signal) =>
  request('POST', '/api/policy/dry-run', { settings: under(settings), days }, { signal });
