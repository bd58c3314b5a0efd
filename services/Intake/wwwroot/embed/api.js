// What the services are asked. An answer that is none becomes a Refusal, with words for the reader where the service has any.

export class Refusal extends Error {
  /** @param {Object} problem RFC 9457, with code, vi, en and errors by field */
  constructor(problem) {
    super(problem.code ?? 'refused');
    this.problem = problem;
  }
}

async function ask(address, how = {}) {
  const answer = await fetch(address, { credentials: 'omit', ...how });
  const json = /json/.test(answer.headers.get('Content-Type') ?? '');
  if (!answer.ok) throw new Refusal(json ? await answer.json() : {});
  return answer.json();
}

/**
 * @param {URL} intake where this script came from
 * @param {string} article
 */
export async function connect(intake, article) {
  const id = encodeURIComponent(article);
  const settings = await ask(new URL(`embed-settings/${id}`, intake));
  const publisher = new URL(settings.publisher.replace(/\/?$/, '/'));
  const comments = new URL(`articles/${id}/comments`, publisher);
  const tell = (what, body) =>
    ask(new URL(`articles/${id}/${what}`, intake), {
      method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body),
    });
  const pass = (value) => ({ 'X-Reader-Pass': value });
  return {
    settings,
    page: (order, cursor) => {
      const which = order === 'featured' ? 'featured=true' : `order=${order}`;
      return ask(`${comments}?limit=20&${which}&cursor=${cursor ?? ''}`);
    },
    replies: (thread, cursor) => ask(`${comments}/${thread}/replies?limit=50&cursor=${cursor}`),
    count: async () => (await ask(`${comments}/count`)).count,
    challenge: () => ask(new URL(`proof-challenges/${id}`, intake)),
    captcha: async (code) => {
      const made = await ask(new URL(`articles/${id}/captchas/${code}`, intake), { method: 'PUT' });
      return { picture: new URL(made.picture, intake).href, audio: new URL(made.audio, intake).href };
    },
    send: (comment, key) =>
      ask(new URL(`articles/${id}/comments`, intake), {
        method: 'POST',
        headers: { 'Content-Type': 'application/json', 'Idempotency-Key': key },
        body: JSON.stringify(comment),
      }),
    phoneCode: (phone) => tell('phone-codes', { phone }),
    phonePass: async (codeId, phone, phoneCode) => (await tell('phone-passes', { codeId, phone, phoneCode })).pass,
    newPass: async () => (await ask(new URL('reader-passes', publisher), { method: 'POST' })).pass,
    like: (comment, liked, mine) =>
      ask(`${comments}/${comment}/like`, { method: liked ? 'PUT' : 'DELETE', headers: pass(mine) }),
    reportPass: async () => (await ask(new URL(`articles/${id}/reader-passes`, intake), { method: 'POST' })).pass,
    report: (comment, reason, mine) => tell(`comments/${comment}/report`, { reason, pass: mine }),
    eraseLikes: async (mine) =>
      (await ask(new URL('likes', publisher), { method: 'DELETE', headers: pass(mine) })).erased,
    likes: (ids, mine) => ask(new URL(`likes?comments=${ids}`, publisher), { headers: mine ? pass(mine) : {} }),
  };
}
