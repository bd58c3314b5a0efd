/** The part of the log that is shown. Its filters stand in the address, so that it can be shared and survives a reload. */
import { batch, computed, signal } from '../../lib/signals/signals.mjs';
import { undoBatch, undoDecision } from '../frame/api.js';
import { endOf, startOf } from '../frame/days.js';
import { csvOf, readLog } from './api.js';

const pageSize = 50;
const names = ['moderator', 'by', 'outcome', 'reason', 'rule', 'section', 'from', 'to'];

/** The filters that are set, by name; `from` and `to` are days. */
export const filters = signal(parse(location.search));
export const isFiltered = computed(() => Object.keys(filters.value).length > 0);

/** Newest first; null until the first are read. */
export const entries = signal(null);
export const reading = signal(false);

/** What the server said when it last refused to show them, or what else went wrong. */
export const refusal = signal(null);

const next = signal(null);
export const hasMore = computed(() => next.value !== null);

/** All that the filters choose, as a file. */
export const csv = computed(() => csvOf(query()));

function parse(search) {
  const asked = new URLSearchParams(search);
  return Object.fromEntries(names.filter((name) => asked.get(name)).map((name) => [name, asked.get(name)]));
}

/** Changes filters, and makes them the address. */
export function choose(changes) {
  filters.value = Object.fromEntries(Object.entries({ ...filters.value, ...changes }).filter(([, value]) => value));
  history.pushState(null, '', `${location.pathname}${isFiltered.value ? `?${new URLSearchParams(filters.value)}` : ''}`);
  return read();
}

export const clear = () => choose(Object.fromEntries(names.map((name) => [name, undefined])));

/** Shows what the address asks for. */
export function openAddress() {
  filters.value = parse(location.search);
  return read();
}

const read = () => page(null);

export const more = () => page(next.value);

/** Reads the page behind the cursor. What is read when the filters have changed meanwhile is of no use. */
async function page(cursor) {
  const of = filters.value;
  reading.value = true;
  try {
    const { items, next: end } = await readLog(query({ limit: pageSize, ...(cursor && { cursor }) }));
    if (of === filters.value) show(cursor ? [...entries.value, ...items] : items, end ?? null, null);
  } catch (error) {
    if (of === filters.value) show(cursor ? entries.value : null, cursor, error);
  }
}

function show(items, end, error) {
  batch(() => {
    entries.value = items;
    next.value = end;
    refusal.value = error;
    reading.value = false;
  });
}

/** The decisions of the batch that an entry stands for, one page of them. */
export const partsOf = ({ batchId, outcome }, cursor) =>
  readLog(query({ batch: batchId, outcome, limit: pageSize, ...(cursor && { cursor }) }));

/** Takes a decision back, or all of a batch, and tells what the server answered. */
export async function overturn(entry) {
  if (entry.batchCount) {
    const batch = await undoBatch(entry.batchId);
    await read();
    return batch;
  }
  const answer = await undoDecision(entry.id);
  const undone = { undoneBy: answer.decision.id, undoneByModerator: answer.decision.moderator, latest: false };
  entries.value = entries.value.map((other) => (other.id === entry.id ? { ...other, ...undone } : other));
  return answer;
}

function query(page = {}) {
  const { from, to, ...rest } = filters.value;
  return new URLSearchParams({ ...rest, ...(from && { from: startOf(from) }), ...(to && { to: endOf(to) }), ...page });
}
