// What the worker does with what is pushed, without a browser.
import assert from 'node:assert/strict';

const heard = {};
const did = [];
globalThis.self = {
  addEventListener: (name, listener) => { heard[name] = listener; },
  registration: { showNotification: async (...shown) => did.push(shown) },
  clients: { openWindow: async (url) => did.push(url) },
};
await import('../../services/Intake/wwwroot/notices-worker.js');

const waited = [];
const notice = { title: 'Bình luận của bạn: Đã đăng', body: 'Bấm để mở.', url: 'https://bao.vn/track/x', tag: '1' };
heard.push({ data: { json: () => notice }, waitUntil: (promise) => waited.push(promise) });
heard.notificationclick({
  notification: { data: notice.url, close: () => did.push('closed') },
  waitUntil: (promise) => waited.push(promise),
});
await Promise.all(waited);
assert.deepEqual(did, [
  [notice.title, { body: notice.body, tag: '1', lang: 'vi', data: notice.url }],
  'closed',
  notice.url,
]);
