// Lets an author have notices of one comment shown by this browser.
const box = document.getElementById('push');
const news = document.getElementById('push-news');
const start = document.getElementById('push-start');
const words = box.dataset;

/** Whether it can show any at all: some browsers only do once the page is on the home screen. */
const able = 'serviceWorker' in navigator && 'PushManager' in window && 'Notification' in window;

async function subscribe() {
  if (await Notification.requestPermission() !== 'granted') return words.denied;
  await navigator.serviceWorker.register('/notices-worker.js');
  const { pushManager } = await navigator.serviceWorker.ready;
  // A subscription that was made under another key is of no use.
  const old = await pushManager.getSubscription();
  if (old && words.key !== keyOf(old)) await old.unsubscribe();
  const { endpoint, keys } = (await pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: words.key })).toJSON();
  const answer = await fetch(words.path, {
    method: 'POST',
    headers: { Accept: 'application/json', 'Content-Type': 'application/json' },
    body: JSON.stringify({ endpoint, keys: { p256dh: keys.p256dh, auth: keys.auth } }),
  });
  if (answer.ok) return words.done;
  const problem = await answer.json();
  return problem.errors?.endpoint?.[0][words.lang] ?? problem[words.lang];
}

function keyOf({ options }) {
  const bytes = String.fromCharCode(...new Uint8Array(options.applicationServerKey ?? []));
  return btoa(bytes).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}

if (able) {
  start.hidden = false;
  start.addEventListener('click', async () => {
    start.disabled = true;
    news.textContent = '';
    news.textContent = await subscribe().catch(() => words.failed);
    start.disabled = false;
  });
} else {
  news.textContent = words.unable;
}
