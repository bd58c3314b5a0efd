/** The models as Classifier keeps them, and the comparison that is open. */
import { batch, computed, signal } from '../../lib/signals/signals.mjs';
import { follow } from '../frame/follow.js';
import { isOperator, isSenior, session } from '../frame/session.js';
import { explain } from '../frame/words.js';
import * as api from './api.js';

/** How often the models are read again, in milliseconds: while one is trained, and otherwise. */
const soon = 2_000;
const every = 10_000;

/** The server's answer: `inUse`, `models`, `training`, `people`, `fittedTo`; null until it is read. */
export const registry = signal(null);

/** How scores, agreement and words changed by week; null until it is known. */
export const drift = signal(null);

/** What clients of Perspective's interface suggest; null until it is read. */
export const feedback = signal(null);

/** Why they cannot be shown, or an act was refused: `text()` in the language of the moment. */
export const refused = signal(null);

/** What was done last, in the same way. */
export const notice = signal(null);

/** The model that is compared: `{ id, comparison, differing, refused }`; what is not read yet is null. */
export const open = signal(null);

/** Whether the person may change which model is used: it concerns every section. */
export const mayChange = computed(() => isSenior.value && !session.value.sections);

export const isTraining = computed(() => registry.value?.training?.state === 'running');

export const inUse = computed(() => registry.value?.models.find(({ name }) => name === registry.value.inUse));

/** Who did something; the machine has no name. */
export const nameOf = (id) => (id ? registry.value.people[id] : null);

export async function load() {
  // Either may be away without the others: what is shown then stays, and is said to be read below.
  api.readDrift().then((read) => { drift.value = read; }, () => {});
  api.readFeedback().then((read) => { feedback.value = read; }, () => {});
  try {
    const read = await api.readModels();
    const shadow = read.models.find(({ state }) => state === 'shadow');
    batch(() => {
      registry.value = read;
      refused.value = null;
    });
    if (!open.value && shadow) compare(shadow.id);
  } catch (error) {
    refused.value = () => explain(error, 'unreached');
  }
}

/** Reads them now and again while the page is seen. Answers how to stop. */
export const watch = () => follow(load, () => (isTraining.value ? soon : every));

export async function compare(id) {
  open.value = { id, comparison: null, differing: null, refused: null };
  try {
    const comparison = await api.readComparison(id);
    const differing = isOperator.value ? [] : await api.readDiffering(id);
    if (open.value?.id === id) open.value = { id, comparison, differing, refused: null };
  } catch (error) {
    if (open.value?.id === id) open.value = { id, comparison: null, differing: null, refused: () => explain(error, 'unreached') };
  }
}

/** Does something about models, then reads what became of it; refusals are the caller's. */
export async function act(doing, told) {
  await doing;
  notice.value = told;
  open.value = null;
  await load();
}
