/** The list that is looked at, and what is to become of it. */
import { batch, computed, signal } from '../../lib/signals/signals.mjs';
import { close, dialog } from '../frame/dialog.js';
import { isSenior, session } from '../frame/session.js';
import { explain } from '../frame/words.js';
import * as api from './api.js';
import { backTo, changed, empty, faults } from './draft.js';

export const kinds = ['banned', 'suspect', 'reserved', 'allowed'];

const asked = () => {
  const kind = new URLSearchParams(location.search).get('list');
  return kinds.includes(kind) ? kind : kinds[0];
};

export const kind = signal(asked());

/** All lists without their terms; empty until they are read. */
export const overview = signal([]);

/** The list in force with its terms; null until it is read. */
export const list = signal(null);

/** Versions of the list, newest first, and the cursor of the next page. */
export const versions = signal({ items: [], next: null });

/** Why nothing can be shown: `text()` in the language of the moment. */
export const refused = signal(null);

/** What was done last. */
export const notice = signal(null);

/** What is wrong in what was typed: `line` (0 for the whole) and `fault` with its texts. */
export const wrong = signal([]);

const drafts = signal({});

/** What was typed to be added, and which terms are to go. Each list has its own, which stays while another is looked at. */
export const draft = computed(() => drafts.value[kind.value] ?? empty);

export const change = computed(() => (list.value ? changed(list.value.terms, draft.value) : null));

export const isChanged = computed(() => change.value !== null && change.value.added.length + change.value.removed.length > 0);

/** The lists hold in every section, so they are not for those to change who have some. */
export const mayChange = computed(() => isSenior.value && !session.value.sections?.length);

export function setDraft(next) {
  wrong.value = [];
  drafts.value = { ...drafts.value, [kind.value]: next };
}

export function choose(next) {
  if (next === kind.value) return;
  history.pushState(null, '', `/lists?list=${next}`);
  show(next);
}

function show(next) {
  batch(() => {
    kind.value = next;
    list.value = notice.value = refused.value = null;
    wrong.value = [];
    versions.value = { items: [], next: null };
  });
  load();
}

addEventListener('popstate', () => show(asked()));

addEventListener('beforeunload', (event) => {
  if (Object.values(drafts.value).some(({ typed, removed }) => typed.trim() || removed.size > 0)) event.preventDefault();
});

/** Reads the list anew. What was typed stays. */
export async function load() {
  const of = kind.value;
  try {
    const [all, one, page] = await Promise.all([api.readOverview(), api.readList(of), api.readVersions(of)]);
    if (of !== kind.value) return;
    batch(() => {
      overview.value = all;
      list.value = one;
      versions.value = page;
      refused.value = null;
    });
  } catch (error) {
    if (of === kind.value) refused.value = () => explain(error, 'unreached');
  }
}

export async function loadOlder() {
  const of = kind.value;
  const page = await api.readVersions(of, versions.value.next);
  if (of === kind.value) versions.value = { items: [...versions.value.items, ...page.items], next: page.next };
}

/**
 * Asks what a change would do to the comments that wait, and shows it before it is saved. `back` is the version to return to, if
 * it is that.
 */
export async function look(back) {
  const next = back ? backTo(list.value.terms, versions.value.items, back) : change.value;
  try {
    const answer = await api.preview(kind.value, next.terms);
    dialog.value = { kind: 'change', change: next, answer, back };
  } catch (error) {
    if (error.problem?.code !== 'invalid-list') throw error;
    close();
    wrong.value = faults(error.problem.errors, next.terms, draft.value.typed);
  }
}

/** Puts a change in force. Returns the new version. */
export async function save(next, back) {
  const { version } = list.value;
  const saved = back ? await api.revert(kind.value, version, back) : await api.save(kind.value, version, next.terms);
  if (!back) setDraft(empty);
  await load();
  return saved;
}
