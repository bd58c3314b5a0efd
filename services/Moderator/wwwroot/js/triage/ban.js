import { html } from '../../lib/htm/htm-preact.mjs';
import { useEffect, useRef, useState } from '../../lib/preact/hooks.mjs';
import { Left } from '../frame/length.js';
import { Selection } from '../frame/selection.js';
import { isSenior } from '../frame/session.js';
import { limits, reasonName, reasons } from '../frame/vocabulary.js';
import { explain, say } from '../frame/words.js';
import { addBan } from './api.js';
import { laidDown, takeBack } from './batch.js';

const day = 86_400_000;
const lengths = [1, 7, 30, 365];

/** `phone`, `device` or `name`: by what a key knows its author. */
export const kindOf = (key) => key.slice(0, key.indexOf(':'));

/**
 * What can be done about an author: hold or reject all that they send, for a time, and reject what waits of them; `decided` hears
 * that it was. `toBan` refers to whether the drawer was opened for the ban.
 */
export function Bans({ item, author, keys, toBan, decided }) {
  const [all, setAll] = useState(false);
  const done = async (answer) => {
    await laidDown(answer);
    decided();
  };
  return html`
    <section><h3>${say('triage.pendingOnes')}</h3>
      ${all
        ? html`
          <${Selection} selection=${{ author: author.key }} outcomes=${['reject']} decided=${done} takeBack=${takeBack} />`
        : html`
          <p><button type="button" disabled=${author.waiting === 0} onClick=${() => setAll(true)}>
            ${say('triage.rejectAll')}</button></p>`}</section>
    ${isSenior.value && html`<${Ban} item=${item} author=${author} keys=${keys} toBan=${toBan} />`}`;
}

function Ban({ item, author, keys, toBan }) {
  const [problem, setProblem] = useState(null);
  const [done, setDone] = useState(false);
  const [written, write] = useState('');
  const first = useRef(null);
  useEffect(() => {
    if (toBan.current) first.current.focus();
    toBan.current = false;
  }, []);
  const add = async (event) => {
    event.preventDefault();
    const { effect, by, days, reason, note } = Object.fromEntries(new FormData(event.currentTarget));
    const endsAt = days ? new Date(Date.now() + Number(days) * day).toISOString() : undefined;
    try {
      await addBan({ commentId: item.id, by, effect, reason, endsAt, note: note.trim() || undefined });
      setDone(true);
    } catch (error) {
      setProblem(() => () => explain(error, 'offline'));
    }
  };
  if (done) return html`<section><h3>${say('triage.ban')}</h3><p role="status">✓ ${say('triage.done.ban')}</p></section>`;
  return html`
    <section><h3>${say('triage.ban')}</h3>
      <form class="fields" onSubmit=${add}>
        <label>${say('triage.banEffect')}<select name="effect" ref=${first}>
          <option value="mute">${say('triage.mute')}</option>
          <option value="ban">${say('triage.banning')}</option></select></label>
        <label>${say('triage.banBy')}<select name="by">${keys.map((key) => html`
          <option value=${kindOf(key)} selected=${key === author.key}>${say(`by.${kindOf(key)}`)}</option>`)}</select></label>
        <label>${say('triage.banDays')}<select name="days">
          ${lengths.map((n) => html`<option value=${n} selected=${n === 7}>${say('triage.days', { n })}</option>`)}
          <option value="">${say('triage.forEver')}</option></select></label>
        <label>${say('reason')}<select name="reason">
          ${reasons.map(({ name }) => html`<option value=${name}>${reasonName(name)}</option>`)}</select></label>
        <label class="wide">${say('note')}
          <input name="note" autocomplete="off" aria-describedby="ban-note-left" value=${written}
            onInput=${(event) => write(event.currentTarget.value)} />
          <${Left} id="ban-note-left" text=${written} most=${limits.note.characters} /></label>
        ${problem && html`<p class="problem wide" role="alert">${problem()}</p>`}
        <button type="submit">${say('triage.ban')}</button>
      </form></section>`;
}
