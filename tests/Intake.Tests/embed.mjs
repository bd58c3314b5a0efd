// What of the embed needs no browser: `node embed.mjs` tests it, `node embed.mjs CHALLENGE` writes the proof of one.
import assert from 'node:assert/strict';
import { graphemes, left } from '../../services/Intake/wwwroot/embed/length.js';
import { isFresh, solve } from '../../services/Intake/wwwroot/embed/proof.js';
import { languageOf, languages } from '../../services/Intake/wwwroot/embed/words.js';

const [challenge] = process.argv.slice(2);
if (challenge) {
  process.stdout.write(await solve(JSON.parse(challenge)));
} else {
  const { vi, en } = languages;
  assert.deepEqual(Object.keys(vi), Object.keys(en));
  for (const [key, text] of Object.entries(vi)) assert.equal(typeof text, typeof en[key], key);
  assert.deepEqual(['en', 'EN-gb', 'vi', 'fr', '', null, 'enx'].map(languageOf), ['en', 'en', 'vi', 'vi', 'vi', 'vi', 'vi']);

  assert.equal(graphemes(' ế👩‍👧 '), 2);
  assert.equal(left('', 60, vi), '');
  assert.equal(left('a'.repeat(50), 60, vi), 'Còn 10 ký tự.');
  assert.equal(left('👩‍👧'.repeat(62), 60, en), '2 characters too long; please shorten it.');

  const until = (seconds) => ({ parameters: { expiresAt: seconds } });
  assert.ok(isFresh(until(100), 60_000));
  assert.ok(!isFresh(until(100), 90_000));
}
