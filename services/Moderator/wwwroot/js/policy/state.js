/** The policy in force, and what is about to become of it. */
import { batch, computed, signal } from '../../lib/signals/signals.mjs';
import { readPolicy } from '../frame/api.js';
import { explain, language, say } from '../frame/words.js';
import { revertTo, savePolicy, tryOut } from './api.js';
import { difference, faults, numberOf, put, rebase, typed } from './settings.js';

/** The version in force, as it was read last. */
export const policy = signal(null);

/** The settings in the form, numbers as they are typed. */
export const draft = signal(null);

/** What was tried last: `settings`, `days`, and the `answer`. */
export const trial = signal(null);

/** What stops the dry run that is under way. */
export const trying = signal(null);

export const days = signal('7');

/** Field errors as the API gives them, by path. */
export const errors = signal({});

/** What the line at the foot says: `{ kind: 'done' | 'problem' | 'conflict', text, newer }`. */
export const notice = signal(null);

const settings = computed(() => typed(draft.value));

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

/** Tries what was typed on the decided comments of the last days. */
export async function runTrial() {
  if (trying.value) return;
  const [tried, back] = [settings.value, numberOf(days.value)];
  if (complain({ ...tried, days: back })) return;
  const stop = new AbortController();
  batch(() => { trying.value = stop; trial.value = null; notice.value = null; });
  try {
    trial.value = { settings: tried, days: back, answer: await tryOut(tried, back, stop.signal) };
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
