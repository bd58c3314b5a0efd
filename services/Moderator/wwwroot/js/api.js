/** The service's JSON API. Every refusal is thrown as a {@link Refusal}. */

let token = null;

/** What the server answered instead: its problem details, with `vi` and `en` for people and a stable `code`. */
export class Refusal extends Error {
  constructor(problem) {
    super(problem.code);
    this.problem = problem;
  }
}

async function call(method, path, body, signal) {
  const headers = {};
  if (body !== undefined) headers['Content-Type'] = 'application/json';
  if (method !== 'GET' && token) headers['X-CSRF-TOKEN'] = token;
  const response = await fetch(path, { method, headers, signal, body: body === undefined ? undefined : JSON.stringify(body) });
  if (response.ok) return response.status === 204 ? null : response.json();
  throw new Refusal(await response.json());
}

/** A call inside a session: leads to the login when it has ended, and fetches a new token once when another tab signed in. */
async function inSession(method, path, body, signal) {
  try {
    return await call(method, path, body, signal);
  } catch (error) {
    if (error.problem?.status === 401) location.assign('/login');
    if (error.problem?.code !== 'csrf-token-invalid') throw error;
    await readSession();
    return call(method, path, body, signal);
  }
}

export async function signIn(name, password) {
  const session = await call('POST', '/api/session', { name, password });
  token = session.antiforgeryToken;
  return session;
}

export async function readSession() {
  const session = await inSession('GET', '/api/session');
  token = session.antiforgeryToken;
  return session;
}

export const signOut = () => inSession('DELETE', '/api/session');

export function readQueue(queue, cursor, limit = 50) {
  const query = new URLSearchParams({ queue, limit });
  if (cursor) query.set('cursor', cursor);
  return inSession('GET', `/api/queue?${query}`);
}

export const readComment = (id, signal) => inSession('GET', `/api/comments/${id}`, undefined, signal);

export const decide = (id, decision) => inSession('POST', `/api/comments/${id}/decision`, decision);

export const undo = (decisionId) => inSession('POST', `/api/decisions/${decisionId}/undo`);
