/** The policy in force, and what is about to become of it. */
import { batch, computed, signal } from '../../lib/signals/signals.mjs';
import { readPolicy } from '../frame/api.js';
import { endOf, startOf } from '../frame/days.js';
import { explain, language, say } from '../frame/words.js';
import { revertTo, savePolicy, tryOut } from './api.js';
import { difference, faults, numberOf, put, rebase, typed } from './settings.js';

/** The version in force, as it was read last. */
export const policy = signal(null);

/** The settings in the form, numbers as they are typed. */
export const draft = signal(null);

/** What was tried last: `settings`, the period (`days`, or `first` and `last`), and the `answer`. */
export const trial = signal(null);

/** What stops the dry run that is under way. */
export const trying = signal(null);

export const days = signal('7');

/** The first and the last day of a period, in place of the days. */
export const first = signal('');
export const last = signal('');

/** How far the dry run has come: `{ examined, of }`. */
export const progress = signal(null);

/** Field errors as the API gives them, by path. */
export const errors = signal({});

/** What the line at the foot says: `{ kind: 'done' | 'problem' | 'conflict', text, newer }`. */
export const notice = signal(null);

/** What stands in the form, with numbers. */
export const settings = computed(() => typed(draft.value));

export const changes = computed(() => difference(policy.value.settings, settings.value));

/** Whether what stands in the form was tried. */
export const isTried = computed(() => trial.value !== null && difference(trial.value.settings, settings.value).length === 0);

export const errorAt = (path) => errors.value[path]?.[0][language.value];

export const set = (path, value) => batch(() => {
  draft.value = put(draft.value, path, value);
  if (notice.value?.kind === 'done') notice.value = null;
});

function show(version) {
  batch(() => {
    policy.value = version;
    draft.value = version.settings;
    errors.value = {};
    trial.value = null;
  });
}

export const open = async () => show(await readPolicy());

export function discard() {
  show(policy.value);
  notice.value = { kind: 'done', text: () => say('policy.discarded') };
}

/** Another version is in force: what was typed is done to it instead. */
function takeIn(newer) {
  const mine = rebase(draft.value, policy.value.settings, newer.settings);
  show(newer);
  draft.value = mine;
}

export const takeNewer = () => change(readPolicy, takeIn, ({ version }) => say('policy.taken', { n: version }));

/** Puts what was typed in force. */
export async function save() {
  if (complain(settings.value)) return;
  const call = () => savePolicy(policy.value.version, settings.value);
  await change(call, show, ({ version }) => say('policy.saved', { n: version }));
}

/** Puts the settings of an earlier version in force again, under what was typed. */
export const revert = (old) =>
  change(() => revertTo(old, policy.value.version), takeIn, ({ version }) => say('policy.reverted', { n: version, old }));

async function change(call, take, text) {
  try {
    const made = await call();
    take(made);
    notice.value = { kind: 'done', text: () => text(made) };
  } catch (error) {
    refuse(error);
  }
}

/** Tries what was typed on the decided comments of the last days, or of a period. */
export async function runTrial() {
  if (trying.value) return;
  const tried = settings.value;
  const told = first.value || last.value ? { first: first.value, last: last.value } : { days: numberOf(days.value) };
  if (complain('days' in told ? { ...tried, ...told } : tried)) return;
  const period = 'days' in told ? told : {
    ...(told.first && { from: startOf(told.first) }), ...(told.last && { to: endOf(told.last) }),
  };
  const stop = new AbortController();
  batch(() => { trying.value = stop; trial.value = null; notice.value = null; progress.value = null; });
  try {
    await tryOut(tried, period, stop.signal, ({ answer, ...come }) => {
      progress.value = come;
      if (answer) trial.value = { settings: tried, ...told, answer };
    });
    if (!trial.value) throw new Error('The answer is not whole.');
  } catch (error) {
    if (error.name !== 'AbortError') refuse(error);
  } finally {
    trying.value = null;
  }
}

/** Shows what cannot be sent; true if there is something. */
function complain(values) {
  errors.value = faults(values);
  if (Object.keys(errors.value).length === 0) return false;
  notice.value = { kind: 'problem', text: () => say('policy.invalid') };
  return true;
}

function refuse(error) {
  const { problem } = error;
  errors.value = problem?.errors ?? {};
  if (problem?.code === 'policy-changed') notice.value = { kind: 'conflict', newer: problem };
  else notice.value = { kind: 'problem', text: () => problem?.[language.value] ?? explain(error, 'rules.lost') };
}
