/** The policy's text beside the queue, for the comment in focus. */
import { html } from '../../lib/htm/htm-preact.mjs';
import { useEffect, useState } from '../../lib/preact/hooks.mjs';
import { readPolicy } from '../frame/api.js';
import { Dialog } from '../frame/dialog.js';
import { Rules, rulesFor } from '../frame/rules.js';
import { explain, say } from '../frame/words.js';

export function PolicyText({ item }) {
  const [policy, setPolicy] = useState(null);
  const [problem, setProblem] = useState(null);
  useEffect(() => { readPolicy().then(setPolicy, setProblem); }, []);
  const { section, id } = item?.article ?? {};
  const review = item?.review;
  return html`
    <${Dialog} title=${say('place.policy')} kind="policy">
      ${problem && html`<p class="problem" role="alert">${explain(problem, 'rules.lost')}</p>`}
      ${!policy && !problem && html`<p class="muted" role="status">${say('loading')}</p>`}
      ${policy && html`
        <p class="muted">${say('rules.how')}
          ${' '}
          ${item && say(section ? 'triage.policy.forSection' : 'triage.policy.forArticle', { section })}</p>
        ${review && review.policyVersion !== String(policy.version) && html`
          <p>${say('triage.policy.older', { old: review.policyVersion, n: policy.version })}</p>`}
        <${Rules} settings=${rulesFor(policy.settings, section, id)} found=${review?.findings.map(({ rule }) => rule)} />
        <p><a href="/policy">${say('triage.policy.whole')}</a></p>`}
    </${Dialog}>`;
}
