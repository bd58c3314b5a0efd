/** The named queues with what they take and who works them, as the server tells them. */
import { batch, signal } from '../../lib/signals/signals.mjs';
import { explain } from '../frame/words.js';
import * as api from './api.js';

const every = 2_000;

/** The server's answer: `version`, `isRouting`, `queues`, `people` and `sections`; null until it is read. */
export const settings = signal(null);

/** Why they could not be read, or changed: `text()` in the language of the moment. */
export const refused = signal(null);

/** What was done last, in the same way. */
export const notice = signal(null);

/** While what waits is brought to where it belongs, it is looked whether that is done. */
let looking = null;

const show = (read) => batch(() => {
  settings.value = read;
  refused.value = null;
  clearTimeout(looking);
  if (read.isRouting) looking = setTimeout(load, every);
});

export async function load() {
  try {
    show(await api.readSettings());
  } catch (error) {
    refused.value = () => explain(error, 'unreached');
  }
}

/** Changes something on what is seen. When somebody else was quicker, that is read and the refusal thrown. */
async function act(change) {
  try {
    show(await change(settings.value.version));
  } catch (error) {
    if (error.problem?.code === 'queues-changed') await load();
    throw error;
  }
}

/** @param id Of the queue that is changed; without one it is added. */
export const save = (id, queue) => act((version) => (id ? api.change(version, id, queue) : api.add(version, queue)));

export const remove = (id) => act((version) => api.remove(version, id));

/** Asks a queue one place earlier (-1) or later (1). */
export async function move(id, by) {
  const ids = settings.value.queues.map((queue) => queue.id);
  const at = ids.indexOf(id);
  const moved = ids.toSpliced(at, 1).toSpliced(at + by, 0, id);
  try {
    await act((version) => api.order(version, moved));
  } catch (error) {
    refused.value = () => explain(error, 'unreached');
  }
}

/** Says what was done, once no dialog is before it. @param said Gives the text in the language of the moment. */
export const tell = (said) => { notice.value = said; };
