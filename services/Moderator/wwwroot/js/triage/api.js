import { request, withQuery } from '../frame/api.js';

export const readHistogram = (query, signal) => request('GET', withQuery('/api/queue/histogram', query), undefined, { signal });

export const readAuthor = (key, signal) => request('GET', withQuery('/api/authors', { key }), undefined, { signal });

export const decide = (id, decision) => request('POST', `/api/comments/${id}/decision`, decision);

/** What the person decided last and may undo, latest first, on this page and elsewhere. */
export const readDecided = () => request('GET', '/api/me/decisions');

/** Picks a published comment out for readers, or takes that back. */
export const setFeatured = (id, featured) => request(featured ? 'PUT' : 'DELETE', `/api/comments/${id}/featured`);

/** The newsroom's reply beneath a comment; sent again under its key it is the same one. */
export const reply = (id, content, key) => request('POST', `/api/comments/${id}/replies`, { content, key });

/** Another text of a reply that stands, by the decision that published the one that is changed. */
export const changeReply = (id, content, decision) => request('PUT', `/api/replies/${id}`, { content, decision });

export const changeReason = (decisionId, reason) => request('POST', `/api/decisions/${decisionId}/reason`, { reason });

export const skip = (id, reason) => request('POST', `/api/comments/${id}/skip`, { reason });

/** Hands a comment over to somebody else, who is not told what the person would have said. */
export const ask = (id, opinion) => request('POST', `/api/comments/${id}/opinion`, opinion);

export const readWaitingOpinions = () => request('GET', '/api/opinions/waiting');

export const addNote = (id, text) => request('POST', `/api/comments/${id}/notes`, { text });

export const addBan = (ban) => request('POST', '/api/bans', ban);

/** Takes the lease, or renews it when it is given. */
export const takeLease = (id, console, lease) => request('POST', `/api/comments/${id}/lease`, { console, lease });

/** Reaches the server even when the page is being left. */
export const releaseLease = (id, lease) =>
  request('DELETE', withQuery(`/api/comments/${id}/lease`, { lease }), undefined, { keepalive: true });
