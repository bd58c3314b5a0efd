/** What lies on the moderator's desk, and what can be done with it. The server is asked after the screen has moved on. */
import { batch, computed, signal } from '../lib/signals/signals.mjs';
import * as api from './api.js';
import { language, say } from './words.js';

export const queues = ['pending', 'suspect', 'unscored', 'approved', 'rejected'];
export const reasons = ['spam', 'personalAttack', 'hateSpeech', 'obscenity', 'misinformation', 'offTopic', 'personalData', 'illegal'];

const movesTo = { approve: 'approved', reject: 'rejected', hold: 'suspect' };
const pageSize = 50;

/** Stands for any number above 999. */
const uncounted = 1_000;
const pollEvery = 3_000;

export const session = signal(null);
export const queue = signal('pending');
export const items = signal([]);
export const counts = signal({});
export const arrivals = signal([]);
export const selectedId = signal(null);
export const choosing = signal(false);
export const loaded = signal(false);
export const online = signal(true);

/** What happened last: `text()` in the language of the moment; quiet when it can be seen anyway. */
export const notice = signal(null);
export const now = signal(Date.now());

/** What was decided here, latest last; each can be undone. */
export const decided = signal([]);

export const selected = computed(() => items.value.find((item) => item.id === selectedId.value) ?? null);
export const isDecided = computed(() => queue.value === 'approved' || queue.value === 'rejected');

let next = null;
let end = null;

/** The queue stands in the address, so that it can be shared and survives a reload. */
export async function open(name) {
  history.replaceState(null, '', name === queues[0] ? '/' : `/?queue=${name}`);
  batch(() => {
    queue.value = name;
    items.value = [];
    arrivals.value = [];
    selectedId.value = null;
    choosing.value = false;
    loaded.value = false;
  });
  next = end = null;
  await more();
}

/** Appends the next page. Nothing that is on screen moves. */
export async function more() {
  const name = queue.value;
  const page = await reach(() => api.readQueue(name, end, pageSize));
  if (!page || name !== queue.value) return;
  batch(() => {
    items.value = [...items.value, ...page.items.filter(isNew)];
    next = page.next ?? null;
    end = page.end ?? end;
    counts.value = page.counts;
    arrivals.value = [];
    loaded.value = true;
    if (!selected.value) selectedId.value = items.value[0]?.id ?? null;
  });
}

/** Looks for what came since, without moving the list; on an empty desk it is laid down at once. */
export async function poll() {
  now.value = Date.now();
  if (!loaded.value || document.hidden) return;
  const name = queue.value;
  const complete = next === null && !isDecided.value;
  const page = await reach(() => api.readQueue(name, complete && items.value.length > 0 ? end : null, complete ? pageSize : 1));
  if (!page || name !== queue.value) return;
  counts.value = page.counts;
  if (!complete) return;
  arrivals.value = page.items.filter(isNew);
  if (items.value.length === 0 && arrivals.value.length > 0) await showArrivals();
}

export async function showArrivals() {
  if (arrivals.value.length === 0) return;
  const first = arrivals.value[0].id;
  if (items.value.length === 0) end = null;
  await more();
  selectedId.value = first;
}

export function step(by) {
  const index = items.value.findIndex((item) => item.id === selectedId.value);
  const target = items.value[Math.min(Math.max(index + by, 0), items.value.length - 1)];
  if (target) select(target.id);
}

export function select(id) {
  if (id !== selectedId.value) choosing.value = false;
  selectedId.value = id;
  if (next !== null && items.value.findIndex((item) => item.id === id) > items.value.length - 10) more();
}

export async function decide(outcome, reason, note) {
  const item = selected.value;
  if (!item || isDecided.value) return;
  if (item.refusal) return dismiss();
  const entry = { item, outcome, queue: queue.value, pending: true };
  const index = lift(item);
  count(queue.value, movesTo[outcome]);
  decided.value = [...decided.value, entry];
  tell(() => say(`done.${outcome}`), true);
  entry.answer = api.decide(item.id, { outcome, reason, note: note || undefined, revision: item.revision });
  try {
    const answer = await entry.answer;
    const grace = answer.undoUntil ? new Date(answer.undoUntil) - new Date(answer.decidedAt) : 0;
    replace(entry, { ...entry, id: answer.id, pending: false, deadline: Date.now() + grace, sends: Boolean(answer.undoUntil) });
    if (answer.queue === queue.value) put({ ...item, decision: { id: answer.id, outcome, version: answer.version, moderator: session.value.name, note, findings: [] } });
  } catch (error) {
    decided.value = decided.value.filter((other) => other !== entry);
    count(movesTo[outcome], entry.queue);
    if (entry.queue === queue.value) put({ ...item, refusal: () => explain(error, 'failed'), final: error.problem?.status === 409 }, index);
    tell(() => `${say('takenBack')}: ${explain(error, 'failed')}`);
  }
}

/** In the decided queues takes back what was decided on the comment in focus, elsewhere what was decided here last. */
export const undo = () => (isDecided.value ? undoSelected() : undoLast());

export async function undoLast() {
  const entry = decided.value.at(-1);
  if (!entry) return tell(() => say('nothingToUndo'));
  decided.value = decided.value.slice(0, -1);
  try {
    const answer = await api.undo((await entry.answer).id);
    count(movesTo[entry.outcome], answer.queue);
    tell(() => say(answer.retracted ? 'done.retract' : 'done.undo'));
    if (answer.queue !== queue.value) return lift(entry.item);
    put(entry.item);
    selectedId.value = entry.item.id;
  } catch (error) {
    tell(() => explain(error, 'offline'));
  }
}

export function dismiss() {
  const item = selected.value;
  if (item?.final) lift(item);
  else if (item) items.value = items.value.map((other) => (other === item ? { ...item, refusal: undefined } : other));
}

export const latest = (item) => [item.review, item.decision].filter(Boolean).sort((a, b) => b.version - a.version)[0];

export function start() {
  setInterval(poll, pollEvery);
  const asked = new URLSearchParams(location.search).get('queue');
  return open(queues.includes(asked) ? asked : queues[0]);
}

async function undoSelected() {
  const item = selected.value;
  if (!item) return;
  const index = lift(item);
  decided.value = decided.value.filter((entry) => entry.item.id !== item.id);
  try {
    const answer = await api.undo(latest(item).id);
    count(queue.value, answer.queue);
    tell(() => say(answer.retracted ? 'done.retract' : 'done.undo'));
  } catch (error) {
    put({ ...item, refusal: () => explain(error, 'offline'), final: true }, index);
    tell(() => explain(error, 'offline'));
  }
}

/** Takes a comment off the desk; the next one takes its place, and the focus. */
function lift(item) {
  const index = items.value.findIndex((other) => other.id === item.id);
  batch(() => {
    items.value = items.value.filter((other) => other.id !== item.id);
    choosing.value = false;
    if (selectedId.value === item.id) selectedId.value = (items.value[index] ?? items.value.at(-1))?.id ?? null;
  });
  if (items.value.length < 10 && next !== null) more();
  return index;
}

/** Lays a comment back where it was, or where its age puts it. */
function put(item, index) {
  const rest = items.value.filter((other) => other.id !== item.id);
  const place = index ?? rest.findIndex((other) => (other.queuedAt ?? '') > (item.queuedAt ?? ''));
  items.value = place < 0 ? [...rest, item] : rest.toSpliced(place, 0, item);
  selectedId.value ??= item.id;
}

/** Neither on the desk nor on its way off it. */
const isNew = ({ id }) => ![...items.value, ...decided.value.filter((entry) => entry.pending).map((entry) => entry.item)].some((item) => item.id === id);

/** One comment fewer here and one more there, until the server counts again. */
function count(from, to) {
  const value = { ...counts.value };
  if (value[from] < uncounted) value[from] -= 1;
  if (value[to] < uncounted) value[to] += 1;
  counts.value = value;
}

const replace = (entry, by) => { decided.value = decided.value.map((other) => (other === entry ? by : other)); };

/** What the server says, or what to say when it says nothing. */
const explain = (error, otherwise) => error.problem?.[language.value] ?? say(otherwise);

export function tell(text, quiet = false) {
  notice.value = { text, quiet };
}

async function reach(read) {
  try {
    const answer = await read();
    online.value = true;
    return answer;
  } catch {
    online.value = false;
    return null;
  }
}
