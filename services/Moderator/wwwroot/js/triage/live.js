/** What happens elsewhere, as the server tells it. The open stream also says that this console is there. */
import { pauses } from '../frame/pauses.js';
import { isReaders } from '../frame/vocabulary.js';
import { say } from '../frame/words.js';
import { latest } from './decisions.js';
import * as desk from './desk.js';
import { hearOf } from './known.js';
import { consoleId, setHolder } from './leases.js';
import { places, readNamed, title } from './queues.js';
import * as state from './state.js';
import { holds, isEverywhere, queue } from './view.js';

/** How often the queue is looked at without a stream, in milliseconds. */
const lookEvery = 5_000;

/** A comment on the desk that somebody else decided says so where it lies; one that was picked out is marked. */
function decided({ id, queue: now, outcome, moderator, version, featured, parentId }) {
  setHolder(id);
  hearOf(id, parentId);
  const known = state.items.value.find((item) => item.id === id);
  if (known && Boolean(known.featured) !== featured) state.change(id, { featured });
  if (state.leaving.has(id) || (known && latest(known)?.version >= version)) return;
  const who = isReaders(outcome) ? say('reader') : moderator ?? say('policy');
  if (now !== queue.value) return moved(id, () => say('triage.goneBy', { who, what: say(`triage.did.${outcome}`) }));
  state.change(id, { gone: undefined });
  desk.hear([id]);
}

/** The policy put a comment into a queue: it came into this one, or left it. */
function arrived({ id, queue: now }) {
  if (!holds(now)) moved(id, () => say('triage.movedTo', { queue: title(now) }));
}

/** Named queues have changed, or what stands in them. Of a queue that is gone, what waited is elsewhere. */
async function rerouted() {
  try {
    await readNamed();
  } catch {
    return; // They are read again with the next change, or by a new page.
  }
  if (isEverywhere.value || places.value.includes(queue.value)) return desk.look();
  state.tell(() => say('triage.queueGone'));
  await desk.open({}, { from: {} });
}

function moved(id, why) {
  state.unhear(id);
  desk.part(id, why);
}

/** A browser does not connect again by itself after a refusal, such as that the session has ended. */
function connect() {
  const stream = new EventSource(`/api/events?console=${consoleId}`);
  const on = (name, act) => stream.addEventListener(name, (event) => act(JSON.parse(event.data)));
  stream.addEventListener('open', () => {
    state.online.value = true;
    desk.look();
  });
  stream.addEventListener('error', () => { state.online.value = false; });
  on('counts', (counts) => { state.counts.value = counts; });
  on('scoring', (scoring) => { state.scoring.value = scoring; });
  on('pauses', ({ items }) => { pauses.value = items; });
  on('queues', rerouted);
  on('arrived', ({ items }) => {
    items.forEach(arrived);
    desk.hear(items.filter((item) => item.queue === queue.value).map(({ id }) => id));
  });
  on('item-leased', ({ items }) => items.forEach(({ id, moderator }) => setHolder(id, moderator)));
  on('item-released', ({ items }) => items.forEach(({ id }) => setHolder(id)));
  on('item-decided', ({ items }) => items.forEach(decided));
  return stream;
}

export function listenToServer() {
  let stream = connect();
  setInterval(async () => {
    if (stream.readyState === EventSource.OPEN) return;
    await desk.look();
    if (stream.readyState === EventSource.CLOSED) stream = connect();
  }, lookEvery);
  setInterval(() => { state.now.value = Date.now(); }, 15_000);
}
