// The other side of ALTCHA, by its own library: solves challenges of ours, makes some, and verifies what was solved.
// node altcha.mjs solve CHALLENGE | make SECRET ARTICLE EXPIRES | verify SECRET PAYLOAD
import { deriveKey } from './lib/altcha-lib/algorithms/pbkdf2.js';
import { createChallenge, solveChallenge, verifySolution } from './lib/altcha-lib/pow.js';
import { webcrypto } from 'node:crypto';

// Node 18 has it under this name alone.
globalThis.crypto ??= webcrypto;

const base64 = (value) => Buffer.from(JSON.stringify(value)).toString('base64');

const solve = async (challenge) => base64({ challenge, solution: await solveChallenge({ challenge, deriveKey }) });

const ways = {
  solve: (challenge) => solve(JSON.parse(challenge)),
  make: async (hmacSignatureSecret, article, expires) =>
    solve(
      await createChallenge({
        algorithm: 'PBKDF2/SHA-256',
        cost: 20,
        data: { article },
        deriveKey,
        expiresAt: Number(expires),
        hmacSignatureSecret,
      }),
    ),
  verify: async (hmacSignatureSecret, payload) => {
    const { challenge, solution } = JSON.parse(Buffer.from(payload, 'base64').toString());
    return (await verifySolution({ challenge, deriveKey, hmacSignatureSecret, solution })).verified;
  },
};
const [way, ...given] = process.argv.slice(2);
process.stdout.write(String(await ways[way](...given)));
