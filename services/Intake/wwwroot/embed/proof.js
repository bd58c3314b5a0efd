// A proof of work as ALTCHA's second version has it: a number under which a derived key begins as it is asked. Keys are derived
// beside the page's own thread, so that it answers all the while.

const bytesOf = (hex) => Uint8Array.from(hex.match(/../g) ?? [], (pair) => parseInt(pair, 16));
const hexOf = (bytes) => Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');

async function keyOf({ nonce, salt, cost, keyLength }, counter) {
  const start = bytesOf(nonce);
  const password = new Uint8Array(start.length + 4);
  password.set(start);
  new DataView(password.buffer).setUint32(start.length, counter);
  const key = await crypto.subtle.importKey('raw', password, 'PBKDF2', false, ['deriveBits']);
  const how = { name: 'PBKDF2', hash: 'SHA-256', salt: bytesOf(salt), iterations: cost };
  return hexOf(new Uint8Array(await crypto.subtle.deriveBits(how, key, keyLength * 8)));
}

/**
 * @param {{parameters: Object, signature: string}} challenge
 * @returns {Promise<string>} what is sent with the comment
 */
export async function solve(challenge) {
  for (let counter = 0; ; counter++) {
    if ((await keyOf(challenge.parameters, counter)).startsWith(challenge.parameters.keyPrefix))
      return btoa(JSON.stringify({ challenge, solution: { counter } }));
  }
}

/** Whether there is time left to send what was solved. */
export const isFresh = (challenge, now) => challenge.parameters.expiresAt * 1000 - now > 15_000;

/**
 * The work for one form, which is begun once, however often it is asked for.
 * @param {() => Promise<Object>} ask for a challenge
 */
export function proverOf(ask) {
  let proof = null;
  const forget = () => { proof = null; };
  const begin = () => {
    if (proof) return proof;
    const begun = ask().then(async (challenge) => ({ challenge, payload: await solve(challenge) }));
    begun.catch(() => {
      if (proof === begun) forget();
    });
    proof = begun;
    return begun;
  };
  return {
    forget,
    /** What is sent. What was solved too long ago is done anew, and only once: by a clock that is wrong nothing is fresh. */
    async prove() {
      const done = begin();
      const { challenge, payload } = await done;
      if (isFresh(challenge, Date.now())) return payload;
      if (proof === done) forget();
      return (await begin()).payload;
    },
  };
}
