/** The flow as the server tells it, for as long as the page is seen. */
import { batch, signal } from '../../lib/signals/signals.mjs';
import { repeat } from '../frame/follow.js';
import { explain } from '../frame/words.js';
import * as api from './api.js';

/** How often a stream that was lost is asked for again, in milliseconds. */
const again = 2_000;

/** How far apart the points of the time lines are, and how long they are kept, in milliseconds. */
const apart = 10_000;
const kept = 3_600_000;

/** The newest picture; null until it is read. */
export const picture = signal(null);

/** The last hour, oldest first: `{ at, rates, depths }`, of each station in their order. */
export const points = signal([]);

/** Since when nothing is heard of the server, and why; null while it is. */
export const lost = signal(null);

/** The moment that ages are counted from. */
export const now = signal(Date.now());

/** Grows with everything that is done here. */
export const acts = signal(0);

/** Does something, and has the log of what was done read again. */
export async function act(doing) {
  await doing;
  acts.value += 1;
}

function take(next, past) {
  batch(() => {
    picture.value = next;
    points.value = past ?? withPoint(points.value, next);
    lost.value = null;
    now.value = Date.now();
  });
}

function withPoint(past, { at, stations }) {
  const last = past.at(-1);
  if (last && new Date(at) - new Date(last.at) < apart) return past;
  const point = { at, rates: stations.map(({ rate }) => rate), depths: stations.map(({ depth }) => depth) };
  return [...past.filter((one) => new Date(at) - new Date(one.at) <= kept), point];
}

function lose(why) {
  lost.value = { since: lost.value?.since ?? new Date().toISOString(), why };
}

function connect() {
  const stream = new EventSource('/api/flow/events');
  const on = (name, act) => stream.addEventListener(name, (event) => act(JSON.parse(event.data)));
  on('view', (view) => take(view.picture, view.points));
  on('picture', (next) => take(next));
  stream.addEventListener('error', () => lose(lost.value?.why));
  return stream;
}

/** A browser does not connect again by itself after a refusal, such as that the session has ended. */
async function restore(stream) {
  if (stream?.readyState === EventSource.OPEN) return stream;
  try {
    const view = await api.readFlow();
    take(view.picture, view.points);
  } catch (error) {
    lose(() => explain(error, 'unreached'));
    return stream;
  }
  if (stream?.readyState === EventSource.CONNECTING) return stream;
  return connect();
}

/** Follows the flow while the page is seen. Answers how to stop. */
export function watch() {
  let stream = connect();
  let restoring = false;
  const look = async () => {
    now.value = Date.now();
    if (restoring || stream?.readyState === EventSource.OPEN) return;
    restoring = true;
    stream = await restore(stream);
    restoring = false;
  };
  const turn = () => {
    if (!document.hidden) return look();
    stream?.close();
    stream = null;
  };
  const stop = repeat(look, () => again);
  document.addEventListener('visibilitychange', turn);
  return () => {
    stop();
    document.removeEventListener('visibilitychange', turn);
    stream?.close();
  };
}
