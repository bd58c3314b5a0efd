import { request } from '../frame/api.js';

/** Whether comments and people are still as they were; null until it was counted. */
export const readDrift = () => request('GET', '/api/models/drift');

export const readModels = () => request('GET', '/api/models');

/** A model beside the one in use, on what was decided since it was trained. */
export const readComparison = (id) => request('GET', `/api/models/${id}/comparison`);

/** The comments of which both think most differently, with their texts. */
export const readDiffering = (id) => request('GET', `/api/models/${id}/differing`);

/** The policy's thresholds fitted to a model. */
export const readThresholds = (id) => request('GET', `/api/models/${id}/thresholds`);

/** What clients of Perspective's interface suggest, and how far models agree. */
export const readFeedback = () => request('GET', '/api/models/feedback');

export const train = (why) => request('POST', '/api/models/train', { why });

/** @param act `shadow` or `retire`. */
export const change = (id, act, why) => request('POST', `/api/models/${id}/${act}`, { why });

/** @param policy `{ version, settings }` as shown; undefined leaves the thresholds as they are. */
export const promote = (id, why, policy) => request('POST', `/api/models/${id}/promote`, { why, policy });

export const rollBack = () => request('POST', '/api/models/roll-back', {});
