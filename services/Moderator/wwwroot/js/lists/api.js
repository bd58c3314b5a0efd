import { request, withQuery } from '../frame/api.js';

export const readOverview = () => request('GET', '/api/lists');

export const readList = (kind) => request('GET', `/api/lists/${kind}`);

export const readVersions = (kind, cursor) =>
  request('GET', withQuery(`/api/lists/${kind}/versions`, { cursor }));

/** What a text or CSV file holds, nothing of it in force. What is wrong is told by line. */
export const readFile = (file) =>
  request('POST', '/api/lists/file', new Blob([file], { type: /\.csv$/i.test(file.name) ? 'text/csv' : 'text/plain' }));

export const preview = (kind, terms) => request('POST', `/api/lists/${kind}/preview`, { terms });

/** @param version The version that is changed, as it was read. */
export const save = (kind, version, terms) => request('PUT', `/api/lists/${kind}`, { version, terms });

export const revert = (kind, version, to) => request('POST', `/api/lists/${kind}/versions/${to}/revert`, { version });

export const apply = () => request('POST', '/api/lists/apply');

export const readRun = (id) => request('GET', `/api/lists/runs/${id}`);
