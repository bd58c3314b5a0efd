import { html } from '../../lib/htm/htm-preact.mjs';
import { useEffect } from '../../lib/preact/hooks.mjs';
import { openPage } from '../frame/page.js';
import { session } from '../frame/session.js';
import { say } from '../frame/words.js';
import { Hours } from './hours.js';
import { Online } from './online.js';
import * as state from './state.js';
import { Waiting } from './waiting.js';

function Team() {
  const { value: picture } = state.picture;
  const { sections } = session.value;
  useEffect(state.watch, []);
  return html`
    <p class="intro">${say('team.intro')}</p>
    ${sections && html`<p class="muted">${say('team.sections', { sections: sections.join(', ') })}</p>`}
    ${state.refused.value && html`
      <div role="alert"><p class="problem">${state.refused.value()}</p>
        <button type="button" onClick=${state.load}>${say('again')}</button></div>`}
    ${!picture && !state.refused.value && html`<p class="muted">${say('loading')}</p>`}
    ${picture && html`
      <section aria-labelledby="waiting"><h2 id="waiting">${say('team.waiting')}</h2>
        <${Waiting} parts=${picture.waiting} /></section>
      <section aria-labelledby="hours"><h2 id="hours">${say('team.hours')}</h2><${Hours} /></section>
      <section aria-labelledby="online"><h2 id="online">${say('team.online')}</h2>
        <${Online} people=${picture.online} /></section>`}`;
}

await openPage('team', Team);
