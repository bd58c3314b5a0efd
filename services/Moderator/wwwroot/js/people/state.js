/** Everybody who may sign in, and what an administrator does about them. */
import { signal } from '../../lib/signals/signals.mjs';
import { say } from '../frame/words.js';
import * as api from './api.js';

export const roles = ['moderator', 'senior', 'administrator', 'operator'];

/** By name; null until they are read. */
export const people = signal(null);

/** Why they could not be read, or somebody could not be enabled. */
export const refusal = signal(null);

/** The link that was made last, `{ person, address, until }`. The server tells it this one time. */
export const link = signal(null);

/** What was done last: a text in the language of the moment. */
export const said = signal(null);

/** What is shown of the log of accounts. */
export const changes = signal({ items: [], next: null });

/** Why older ones could not be read. */
export const changesRefusal = signal(null);

export async function read() {
  try {
    people.value = (await api.readPeople()).people;
    changes.value = await api.readChanges();
    refusal.value = null;
  } catch (error) {
    refusal.value = error;
  }
}

export async function readMoreChanges() {
  try {
    const { items, next } = await api.readChanges(changes.value.next);
    changes.value = { items: [...changes.value.items, ...items], next };
    changesRefusal.value = null;
  } catch (error) {
    changesRefusal.value = error;
  }
}

export async function add(person) {
  take(await api.add(person));
  said.value = () => say('people.added', { name: link.value.person.name });
  await read();
}

/** A new link for somebody who has none, or has forgotten the password. */
export async function invite({ id, name }) {
  take(await api.invite(id));
  said.value = () => say('people.linked', { name });
  await read();
}

/** For somebody who has lost the app and the recovery codes. */
export async function resetSecondFactor({ id, name }) {
  await api.resetSecondFactor(id);
  said.value = () => say('people.secondFactorReset', { name });
  await read();
}

/** Changes role and sections, or the status; `done` is the word for it. */
export async function change({ id, name }, changes, done) {
  await api.change(id, changes);
  if (changes.status === 'disabled' && link.value?.person.id === id) link.value = null;
  said.value = () => say(done, { name });
  await read();
}

export async function enable(person) {
  try {
    await change(person, { status: 'active' }, 'people.enabled');
  } catch (error) {
    refusal.value = error;
  }
}

function take({ person, invitation }) {
  link.value = { person, address: location.origin + invitation.link, until: invitation.until };
}

/** Of a field with one section a line. */
export const sectionsOf = (text) => text.split('\n').map((line) => line.trim()).filter(Boolean);
