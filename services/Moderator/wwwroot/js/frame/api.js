/** The service's JSON API. Every refusal is thrown as a {@link Refusal}. */

let token = null;

/** Asks the person to sign in again; answers whether they did, and null when nobody is known to ask. */
let signInAgain = () => null;

export const whenSessionEnds = (ask) => { signInAgain = ask; };

/** What the server answered instead: its problem details, with `vi` and `en` for people and a stable `code`. */
export class Refusal extends Error {
  constructor(problem) {
    super(problem.code);
    this.problem = problem;
  }
}

/** @param lines Takes each line of an answer that comes line by line, as it comes. */
async function call(method, path, body, { signal, keepalive, lines } = {}) {
  const headers = {};
  const isFile = body instanceof Blob;
  if (body !== undefined) headers['Content-Type'] = isFile ? body.type : 'application/json';
  if (method !== 'GET' && token) headers['X-CSRF-TOKEN'] = token;
  if (lines) headers.Accept = 'application/x-ndjson';
  const content = body === undefined || isFile ? body : JSON.stringify(body);
  const response = await fetch(path, { method, headers, signal, keepalive, body: content });
  if (response.ok && lines) return eachLine(response, lines);
  if (response.ok) {
    const text = await response.text();
    return text ? JSON.parse(text) : null;
  }
  throw new Refusal(await response.json());
}

async function eachLine(response, take) {
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = '';
  for (let { done, value } = await reader.read(); !done; { done, value } = await reader.read()) {
    const parts = (rest + value).split('\n');
    rest = parts.pop();
    parts.forEach((line) => take(JSON.parse(line)));
  }
}

/**
 * A call inside a session. When that has ended the person signs in again in place, and the call is made once more; a page that
 * does not know yet who is there leads to the login. When another tab signed in, a new token is fetched once.
 */
export async function request(method, path, body, options) {
  try {
    return await call(method, path, body, options);
  } catch (error) {
    if (error.problem?.status === 401) {
      const again = await signInAgain();
      if (again === null) location.assign(`/login?${new URLSearchParams({ ReturnUrl: location.pathname + location.search })}`);
      if (!again) throw error;
    } else if (error.problem?.code === 'csrf-token-invalid') {
      await readSession();
    } else {
      throw error;
    }
    return call(method, path, body, options);
  }
}

/** A path with a query. What is not set is left out: the server would be asked for a thing called `undefined`. */
export function withQuery(path, values) {
  const query = new URLSearchParams(Object.entries(values).filter(([, value]) => (value ?? '') !== ''));
  return query.size > 0 ? `${path}?${query}` : path;
}

/** Every answer that tells who is signed in brings the token of the calls that follow. */
export function goOn(session) {
  token = session.antiforgeryToken;
  return session;
}

/** @param code Of the second factor; asked for with `code-required`. */
export const signIn = async (name, password, code) => goOn(await call('POST', '/api/session', { name, password, code }));

/** What the browser is to ask the authenticator for. */
export const beginPasskey = () => call('POST', '/api/session/passkey/options');

/** @param name Of who must be the passkey's owner, if it matters. */
export const signInWith = async (credential, name) => goOn(await call('POST', '/api/session/passkey', { credential, name }));

/** Whoever has to set up a second factor first is led there. */
export async function readSession() {
  const session = goOn(await request('GET', '/api/session'));
  if (session.mustSetUpSecondFactor && location.pathname !== '/statistics') location.assign('/statistics#second-factor');
  return session;
}

/** One's own. All other sessions end; this one goes on. */
export const changePassword = async (oldPassword, newPassword) =>
  goOn(await request('POST', '/api/session/password', { oldPassword, newPassword }));

export const signOut = () => request('DELETE', '/api/session');

/** @param query What `query` of the triage screen's view makes, with `cursor` and `limit` if they matter. */
export const readQueue = (query) => request('GET', withQuery('/api/queue', query));

export const readComment = (id, signal) => request('GET', `/api/comments/${id}`, undefined, { signal });

/** Decides a selection in one go, or counts it when `dryRun` is set. */
export const runBatch = (batch, signal) => request('POST', '/api/batches', batch, { signal });

export const readBatch = (id) => request('GET', `/api/batches/${id}`);

/** What a batch left alone, after a comment. */
export const readSkipped = (id, after, signal) =>
  request('GET', `/api/batches/${id}/skipped${after ? `?after=${after}` : ''}`, undefined, { signal });

export const undoDecision = (id) => request('POST', `/api/decisions/${id}/undo`);

export const undoBatch = (id) => request('POST', `/api/batches/${id}/undo`);

/** The policy in force. */
export const readPolicy = () => request('GET', '/api/policy');
