import { html } from '../../lib/htm/htm-preact.mjs';
import { dialog } from '../frame/dialog.js';
import { ago, clock, say } from '../frame/words.js';

const mostKeys = 2;

const ask = (kind, site, more) => { dialog.value = { kind, site, ...more }; };

/** One site: from where its readers send, its keys, and how its server proves who it is. */
export function Site({ site }) {
  const { name, origins, keys, readerKey, signs } = site;
  return html`
    <section class="site" aria-labelledby=${`site-${name}`} data-site=${name}>
      <h2 id=${`site-${name}`}>${name}</h2>
      <dl class="facts">
        <div><dt>${say('sites.origins')}</dt>
          <dd>${origins.length > 0 ? origins.map((origin) => html`<code>${origin}</code> `) : say('sites.noOrigins')}</dd></div>
        <div><dt>${say('sites.readerKey')}</dt><dd>${say(readerKey ? 'sites.readerKey.set' : 'sites.readerKey.none')}</dd></div>
        <div><dt>${say('sites.signing')}</dt><dd>${say(signs ? 'sites.signing.on' : 'sites.signing.off')}</dd></div>
      </dl>
      ${keys.length === 0 ? html`<p class="muted">${say('sites.noKeys')}</p>` : html`
        <table class="stacked">
          <caption class="hidden">${say('sites.keys', { name })}</caption>
          <thead><tr>${['key', 'made', 'used', 'acts'].map((column) => html`
            <th scope="col">${say(`sites.column.${column}`)}</th>`)}</tr></thead>
          <tbody>${keys.map((key) => html`<${Key} key=${key.id} site=${site} of=${key} />`)}</tbody>
        </table>`}
      <p class="choice">
        ${keys.length < mostKeys && html`<${Act} kind="key" site=${site} />`}
        <${Act} kind="origins" site=${site} />
        <${Act} kind="readerKey" site=${site} />
        <${Act} kind="signing" site=${site} word=${signs ? 'sites.act.lift' : 'sites.act.signing'} />
      </p>
      ${keys.length >= mostKeys && html`<p class="muted">${say('sites.twoKeys')}</p>`}
    </section>`;
}

const Act = ({ kind, site, word = `sites.act.${kind}` }) => html`
  <button type="button" aria-haspopup="dialog" onClick=${() => ask(kind, site)}>
    ${say(word)}<span class="hidden"> ${site.name}</span></button>`;

const Key = ({ site, of: { id, createdAt, lastUsedAt } }) => html`
  <tr>
    <td class="wide"><code title=${id}>${id.slice(-12)}</code></td>
    <td class="when"><time datetime=${createdAt}>${clock(createdAt)}</time></td>
    <td class="when">${lastUsedAt
      ? html`<time datetime=${lastUsedAt} title=${clock(lastUsedAt)}>${ago(lastUsedAt, Date.now())}</time>`
      : say('sites.neverUsed')}</td>
    <td class="acts"><button type="button" aria-haspopup="dialog" onClick=${() => ask('revoke', site, { key: id })}>
      ${say('sites.revoke')}<span class="hidden"> ${id.slice(-12)}</span></button></td>
  </tr>`;
