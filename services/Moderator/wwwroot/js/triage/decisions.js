/** Deciding and taking back. The server is asked after the screen has moved on; what it refuses is visibly taken back. */
import { signal } from '../../lib/signals/signals.mjs';
import { readComment, undoBatch, undoDecision } from '../frame/api.js';
import { mayOverturn } from '../frame/session.js';
import { isReported, isWaiting } from '../frame/vocabulary.js';
import { explain, say } from '../frame/words.js';
import * as api from './api.js';
import * as desk from './desk.js';
import { consoleId, leaseOf, setHolder } from './leases.js';
import { placeOf } from './queues.js';
import * as state from './state.js';
import { holds, isEverywhere, queue } from './view.js';

/** How long a comment that came back says why, unless it is in focus, in milliseconds. */
const readingTime = 8_000;

/** What the person decided, latest last, here and before the page was opened; each can be undone. A batch is one entry. */
export const decided = signal([]);

/** Reads it from the server; what is on its way there stays. */
export async function readDecided() {
  try {
    const { items } = await api.readDecided();
    decided.value = [...items.map(entryOf).reverse(), ...decided.value.filter((entry) => entry.isSent)];
  } catch { /* It is read again once the server is there. */ }
}

function entryOf({ outcome, decision, comment, batch, count: n, undoUntil }) {
  const left = { sends: Boolean(undoUntil), deadline: undoUntil ? Date.parse(undoUntil) : 0 };
  if (batch) return { batch, n, outcome, ...left };
  const said = decision.masks?.length > 0 ? 'mask' : decision.edited ? 'edit' : outcome;
  return { item: comment, decision, queue: placeOf(comment), said: `triage.done.${said}`, ...left };
}

/** Decides on a comment, on the desk or beside it. Answers whether it was done. */
export async function decide(item, outcome, details = {}) {
  if (!item || !isWaiting(item)) return false;
  if (item.refusal || item.gone) {
    dismiss(item);
    return false;
  }
  const { mask, edit, note } = details;
  const isKept = outcome === 'approve' && isReported(item);
  const said = mask ? 'triage.done.mask' : edit ? 'triage.done.edit' : `triage.done.${isKept ? 'keep' : outcome}`;
  const entry = { item, outcome, said, from: placeOf(item), view: queue.value, isSent: true };
  state.leaving.add(item.id);
  const index = desk.lift(item);
  state.count(entry.from);
  decided.value = [...decided.value, entry];
  state.tell(() => say(said), { quiet: true });
  const asked = { outcome, ...details, note: note || undefined, revision: item.revision, ...leaseOf(item.id) };
  entry.answer = send(item.id, asked);
  try {
    const answer = await entry.answer;
    const { decision, undoUntil } = answer;
    const grace = undoUntil ? new Date(undoUntil) - new Date(decision.decidedAt) : 0;
    const to = placeOf(answer);
    const done = { decision, queue: to, deadline: Date.now() + grace, sends: Boolean(undoUntil), isSent: false };
    replace(entry, { ...entry, ...done });
    state.count(undefined, to);
    if (index >= 0 && entry.view === queue.value && holds(to)) {
      state.put({ ...item, ...standing(answer) }, isEverywhere.value ? index : state.items.value.length);
    }
    return true;
  } catch (error) {
    forget(entry);
    state.count(undefined, entry.from);
    const why = () => `${say('triage.takenBack')}: ${explain(error, 'triage.failed')}`;
    const holder = error.problem?.holder;
    if (holder) setHolder(item.id, holder.moderator);
    if (index >= 0 && entry.view === queue.value) {
      state.put({ ...item, refusal: why, final: error.problem?.status === 409 && !holder }, index);
      if (error.problem?.status === 409) setTimeout(settle, readingTime, item.id, why);
    }
    state.tell(why, { id: item.id });
    return false;
  } finally {
    state.leaving.delete(item.id);
  }
}

/** Where a comment stands by the server's answer. */
const standing = ({ queue: status, namedQueue, decision }) => ({ queue: status, namedQueue, decision });

/** A lease that ran out while nobody else took the comment, as while the person signed in again in place, is taken anew. */
async function send(id, asked) {
  try {
    return await api.decide(id, asked);
  } catch (error) {
    if (error.problem?.code !== 'lease-lost' || error.problem.holder) throw error;
    const { lease } = await api.takeLease(id, consoleId);
    return api.decide(id, { ...asked, lease });
  }
}

/** What a colleague's hand or decision kept from being done has been read: it need not be waved away. */
function settle(id, refusal) {
  const item = state.items.value.find((other) => other.id === id);
  if (item?.refusal !== refusal) return;
  if (id === state.selectedId.value) setTimeout(settle, readingTime, id, refusal);
  else dismiss(item);
}

/** On a decided comment takes that decision back, elsewhere what was decided here last. */
export async function undo(item) {
  if (!item || isWaiting(item)) return undoLast();
  const why = lacks(item);
  return why ? state.tell(() => say(why), { id: item.id }) : undoItem(item);
}

/** The words for why the person may neither take back the decision on a comment nor change its reason; null if they may. */
export function lacks(item) {
  const decision = latest(item);
  return decision && !mayOverturn(decision) ? `overturn.${decision.overturner}` : null;
}

export async function undoLast() {
  const entry = decided.value.at(-1);
  if (!entry) return state.tell(() => say('triage.nothingToUndo'));
  return undoEntry(entry);
}

/** Takes back one of what was decided. */
export async function undoEntry(entry) {
  forget(entry);
  try {
    if (entry.batch) {
      await undoBatch(entry.batch);
      return undone(entry);
    }
    const taken = entry.decision ? entry : await entry.answer;
    const answer = await undoDecision(taken.decision.id);
    state.count(taken.queue, placeOf(answer));
    state.tell(() => say(answer.retracted ? 'triage.done.retract' : 'triage.done.undo'));
    if (!holds(placeOf(answer))) return desk.lift(entry.item);
    state.put({ ...entry.item, ...standing(answer) });
    desk.select(entry.item.id);
  } catch (error) {
    if (!isSettled(error)) remember(entry);
    state.tell(() => explain(error, 'offline'));
  }
}

/** Whether trying again is of no use; it is where the session has ended, or the server or its database is away. */
const isSettled = ({ problem }) => [403, 404, 409].includes(problem?.status);

/** A batch is back: its comments are laid down again. */
function undone(entry) {
  state.tell(() => say('batch.undone', { n: entry.n }));
  return desk.open({}, { add: false });
}

async function undoItem(item) {
  const index = desk.lift(item);
  decided.value = decided.value.filter((entry) => entry.item?.id !== item.id);
  try {
    const answer = await undoDecision(latest(item)?.id ?? (await readComment(item.id)).history.at(-1).id);
    state.count(placeOf(item), placeOf(answer));
    state.tell(() => say(answer.retracted ? 'triage.done.retract' : 'triage.done.undo'));
    if (index >= 0 && isEverywhere.value) state.put({ ...item, ...standing(answer) }, index);
    return answer;
  } catch (error) {
    const why = () => explain(error, 'offline');
    if (index >= 0) state.put({ ...item, refusal: why, final: isSettled(error) }, index);
    state.tell(why, { id: item.id });
  }
}

/** What `u` takes back next. */
export function remember(entry) {
  decided.value = [...decided.value, entry];
}

/** Passes over a comment for a reason; it goes to the end of the desk. */
export async function skip(item, reason) {
  const index = desk.lift(item);
  state.tell(() => say('triage.done.skip'), { quiet: true });
  try {
    await api.skip(item.id, reason);
    state.put({ ...item, skipped: true }, state.items.value.length);
  } catch (error) {
    state.put(item, index);
    state.tell(() => explain(error, 'triage.failed'), { id: item.id });
  }
}

/** Gives a rejection another reason. */
export async function changeReason(item, reason) {
  state.change(item.id, { pending: true });
  try {
    const { decision } = await api.changeReason(latest(item).id, reason);
    state.change(item.id, { decision });
    state.tell(() => say('triage.done.reason'));
  } catch (error) {
    state.tell(() => explain(error, 'triage.failed'), { id: item.id });
  } finally {
    state.change(item.id, { pending: undefined });
  }
}

/** Takes what was refused off the desk when it is settled, else readies it for another try. */
export function dismiss(item) {
  if (item.final || item.gone) desk.lift(item);
  else state.change(item.id, { refusal: undefined });
}

/** The decision on a comment that stands, if one does. */
export const latest = (item) => [item.review, item.decision].filter(Boolean).sort((a, b) => b.version - a.version)[0];

const replace = (entry, by) => { decided.value = decided.value.map((other) => (other === entry ? by : other)); };

const forget = (entry) => { decided.value = decided.value.filter((other) => other !== entry); };
