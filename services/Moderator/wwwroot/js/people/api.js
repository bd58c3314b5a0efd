import { request } from '../frame/api.js';

export const readPeople = () => request('GET', '/api/people');

/** A page of the log of accounts; `cursor` is the `next` of the one before. */
export const readChanges = (cursor = '') => request('GET', `/api/people/changes?${new URLSearchParams({ cursor })}`);

export const add = (person) => request('POST', '/api/people', person);

/** Makes a new link, which ends the one before. */
export const invite = (id) => request('POST', `/api/people/${id}/invitation`);

export const resetSecondFactor = (id) => request('POST', `/api/people/${id}/second-factor/reset`);

/** @param changes Role and sections, or the status. */
export const change = (id, changes) => request('PATCH', `/api/people/${id}`, changes);
