// What of the embed needs no browser: `node embed.mjs` tests it, `node embed.mjs CHALLENGE` writes the proof of one.
import assert from 'node:assert/strict';
import { graphemes, left } from '../../services/Intake/wwwroot/embed/length.js';
import { isFresh, proverOf, solve } from '../../services/Intake/wwwroot/embed/proof.js';
import { phoneCodeOf } from '../../services/Intake/wwwroot/embed/phone.js';
import { levelsOf, placing } from '../../services/Intake/wwwroot/embed/levels.js';
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

  assert.deepEqual([null, '', '0', '1', '2', '3', '9', '12', 'x'].map(levelsOf), [1, 1, 1, 1, 2, 3, 3, 1, 1]);
  // b and e answer the thread, c answers b, d answers c, and f something that an earlier page held.
  const answers = [['b', 't'], ['c', 'b'], ['d', 'c'], ['g', 'd'], ['e', 't'], ['f', 'z']];
  const placed = (levels) => answers.map(([id, parentId]) => ({ id, parentId })).map(placing(levels));
  assert.deepEqual(placed(1), [null, null, null, null, null, null]);
  assert.deepEqual(placed(2), [null, 'b', 'b', 'b', null, null]);
  assert.deepEqual(placed(3), [null, 'b', 'c', 'c', null, null]);

  const until = (seconds) => ({ parameters: { expiresAt: seconds } });
  assert.ok(isFresh(until(100), 60_000));
  assert.ok(!isFresh(until(100), 90_000));

  // One piece of work however often it is asked for, anew once when it is too old, and after a failure.
  const work = (expiresAt) => ({
    parameters: { nonce: '00', salt: '00', cost: 1, keyLength: 1, keyPrefix: '', expiresAt }, signature: 's',
  });
  const asked = [];
  const proverFor = (...answers) => proverOf(async () => {
    asked.push(answers.length);
    const answer = answers.length > 1 ? answers.shift() : answers[0];
    if (answer instanceof Error) throw answer;
    return answer;
  });
  const later = Date.now() / 1000 + 600;
  const once = proverFor(work(later));
  const [first, second] = await Promise.all([once.prove(), once.prove()]);
  assert.equal(first, second);
  assert.deepEqual(JSON.parse(atob(first)), { challenge: work(later), solution: { counter: 0 } });
  assert.equal(asked.splice(0).length, 1);
  once.forget();
  await once.prove();
  assert.equal(asked.splice(0).length, 1);
  await proverFor(work(0), work(later)).prove();
  assert.equal(asked.splice(0).length, 2);
  await proverFor(work(0)).prove();
  assert.equal(asked.splice(0).length, 2);
  const failing = proverFor(new Error('away'), work(later));
  await assert.rejects(failing.prove(), /away/);
  await failing.prove();
  assert.equal(asked.length, 2);

  // A code is exchanged once, for a pass that the browser keeps; what was typed stays while it is refused.
  const storage = new Map();
  globalThis.localStorage = { getItem: (key) => storage.get(key) ?? null, setItem: (key, value) => storage.set(key, value) };
  globalThis.document = {
    createElement: (name) => ({
      name, children: [], listeners: {}, setAttribute() {}, append(...children) { this.children.push(...children); },
      addEventListener(event, listener) { this.listeners[event] = listener; },
    }),
  };
  const exchanged = [];
  const wrong = { errors: { phoneCode: [{ vi: 'Mã sai' }] } };
  const api = {
    phoneCode: async (phone) => {
      if (phone === '113') throw Object.assign(new Error('refused'), { problem: { errors: { phone: [{ vi: 'Số sai' }] } } });
      return { id: 'a' };
    },
    phonePass: async (...sent) => {
      exchanged.push(sent);
      if (sent[2] !== '123456') throw Object.assign(new Error('refused'), { problem: wrong });
      return 'pass';
    },
  };
  const [phone, typed] = [{ value: '113' }, { value: '', focus() {} }];
  const codes = phoneCodeOf({ api, words: vi, lang: 'vi' }, phone, typed);
  const [button, news] = codes.box.children;
  assert.equal(codes.isReady(), false);
  typed.value = '123456';
  assert.equal(codes.isReady(), false);
  await button.listeners.click();
  assert.equal(news.textContent, 'Số sai');
  phone.value = '0912345678';
  await button.listeners.click();
  assert.deepEqual([news.textContent, typed.value, codes.isReady()], [vi.phoneCodeSent, '', false]);
  typed.value = ' 123457 ';
  await assert.rejects(codes.pass(), { problem: wrong });
  assert.equal(typed.value, ' 123457 ');
  typed.value = '123456';
  assert.deepEqual([codes.isReady(), await codes.pass(), await codes.pass(), codes.isReady()], [true, 'pass', 'pass', true]);
  assert.deepEqual(exchanged, [['a', '0912345678', '123457'], ['a', '0912345678', '123456']]);
  const reopened = phoneCodeOf({ api, words: vi, lang: 'vi' }, phone, typed);
  assert.deepEqual([reopened.isReady(), await reopened.pass()], [true, 'pass']);
}
