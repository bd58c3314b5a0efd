import { html } from '../../lib/htm/htm-preact.mjs';
import { useEffect, useState } from '../../lib/preact/hooks.mjs';
import { openPage } from '../frame/page.js';
import { Rules, rulesFor, valueOf } from '../frame/rules.js';
import { isForAll, isSenior } from '../frame/session.js';
import { clock, explain, say } from '../frame/words.js';
import { Asked } from './asked.js';
import { Bar } from './bar.js';
import { Form } from './form.js';
import { nameOf } from './names.js';
import { difference } from './settings.js';
import { changes, open, policy } from './state.js';
import { Shadow } from './shadow.js';
import { Trial } from './trial.js';
import { Versions } from './versions.js';

addEventListener('beforeunload', (event) => { if (policy.value && changes.value.length > 0) event.preventDefault(); });

await openPage('policy', () => {
  const [problem, setProblem] = useState(null);
  const load = () => open().then(() => setProblem(null), setProblem);
  useEffect(() => { load(); }, []);
  if (problem) return html`
    <p class="problem" role="alert">${explain(problem, 'policy.unread')}
      ${' '}<button type="button" onClick=${load}>${say('again')}</button></p>`;
  if (!policy.value) return html`<p class="muted" role="status">${say('loading')}</p>`;
  return html`
    <${InForce} />
    ${isSenior.value ? html`<${Form} /><${Trial} />` : html`<p class="muted">${say('policy.whoMay')}</p>`}
    ${isSenior.value && isForAll.value && html`<${Shadow} />`}
    <${Versions} />
    ${isSenior.value && html`<${Bar} /><${Asked} />`}`;
});

/** The policy as it reads, for everything or for one section. */
function InForce() {
  const [section, setSection] = useState('');
  const { version, settings, changedBy, changedAt } = policy.value;
  const sections = Object.keys(settings.sections).sort();
  return html`
    <section aria-labelledby="in-force">
      <h2 id="in-force">${say('policy.now')}</h2>
      <p class="intro">${say('rules.how')}</p>
      <div class="row">
        <p>${say('policy.version', { n: version })} · <bdi>${changedBy ?? say('policy.configuration')}</bdi> ·
          ${' '}<time datetime=${changedAt}>${clock(changedAt)}</time></p>
        ${sections.length > 0 && html`
          <label>${say('policy.readFor')}<select value=${section} onChange=${(event) => setSection(event.currentTarget.value)}>
            <option value="">${say('policy.everything')}</option>
            ${sections.map((name) => html`<option value=${name}>${name}</option>`)}</select></label>`}</div>
      <${Rules} settings=${rulesFor(settings, section)} />
      <${OfArticles} articles=${settings.articles} />
    </section>`;
}

function OfArticles({ articles }) {
  const own = difference({}, { articles });
  if (own.length === 0) return null;
  return html`
    <h3>${say('policy.articles')}</h3>
    <ul class="differences">${own.map(({ path, after }) => html`<li>${nameOf(path)}: ${valueOf(after)}</li>`)}</ul>`;
}
