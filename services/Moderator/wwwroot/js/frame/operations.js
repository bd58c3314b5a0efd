import { html } from '../../lib/htm/htm-preact.mjs';
import { useEffect, useRef, useState } from '../../lib/preact/hooks.mjs';
import { request, withQuery } from './api.js';
import { Problem } from './form.js';
import { More } from './more.js';
import { clock, say } from './words.js';

const columns = ['when', 'by', 'what', 'subject'];

/**
 * Who did what on a page to what another service keeps. It is sealed with the log of decisions.
 * @param path Where it is read.
 * @param wordOf Says a kind in words.
 * @param done Something else whenever something was done, so that it is read again.
 */
export function Operations({ path, wordOf, done }) {
  const rows = useRef(null);
  const [page, setPage] = useState(null);
  const [refusal, setRefusal] = useState(null);
  useEffect(() => {
    request('GET', path).then((read) => { setPage(read); setRefusal(null); }, setRefusal);
  }, [path, done]);
  const more = async () => {
    const { items, next } = await request('GET', withQuery(path, { cursor: page.next }));
    setPage({ items: [...page.items, ...items], next });
  };
  return html`
    <section aria-labelledby="operations">
      <h2 id="operations">${say('operations')}</h2>
      <p class="muted">${say('operations.sealed')}</p>
      <${Problem} of=${refusal} />
      ${page?.items.length === 0 && html`<p class="muted">${say('operations.none')}</p>`}
      ${page?.items.length > 0 && html`
        <table class="stacked">
          <caption class="hidden">${say('operations')}</caption>
          <thead><tr>${columns.map((name) => html`<th scope="col">${say(`operations.${name}`)}</th>`)}</tr></thead>
          <tbody ref=${rows}>${page.items.map((one) => html`<${Row} key=${one.id} of=${one} wordOf=${wordOf} />`)}</tbody>
        </table>`}
      ${page?.next && html`<${More} list=${rows} load=${more} />`}
    </section>`;
}

const Row = ({ of: { askedAt, by, kind, subject, detail, isRefused }, wordOf }) => html`
  <tr tabindex="-1">
    <td class="when"><time datetime=${askedAt}>${clock(askedAt)}</time></td>
    <td><bdi>${by ?? say('operations.machine')}</bdi></td>
    <td>${wordOf(kind)}${isRefused && html` <span class="note">${say('operations.refused')}</span>`}</td>
    <td class="wide"><bdi>${subject}</bdi>${detail && html` <span class="note"><bdi>${detail}</bdi></span>`}</td>
  </tr>`;
