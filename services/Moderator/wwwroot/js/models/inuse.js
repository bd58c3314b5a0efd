import { html } from '../../lib/htm/htm-preact.mjs';
import { useState } from '../../lib/preact/hooks.mjs';
import { dialog } from '../frame/dialog.js';
import { clock, explain, language, say, whole } from '../frame/words.js';
import * as api from './api.js';
import { gain, interval, percent, reason } from './figures.js';
import * as state from './state.js';

/** The model that scores, and what can be done at once: to take it back, and to train another. */
export function InUse() {
  const { value: model } = state.inUse;
  const [problem, setProblem] = useState(null);
  const back = async () => {
    setProblem(null);
    try {
      await state.act(api.rollBack(), () => say('models.rolledBack'));
    } catch (error) {
      setProblem(() => () => explain(error, 'unreached'));
    }
  };
  return html`
    <section class="in-use" aria-labelledby="in-use">
      <h2 id="in-use">${say('models.inUse')}</h2>
      <p class="name">${model?.name ?? state.registry.value.inUse ?? say('models.noneInUse')}</p>
      ${model && html`<${About} model=${model} />`}
      ${state.drift.value?.alarms.length > 0 && html`
        <p class="warning"><a href="#drift">${say('models.drift.see', { n: whole(state.drift.value.alarms.length) })}</a></p>`}
      ${problem && html`<p class="problem" role="alert">${problem()}</p>`}
      ${state.mayChange.value && html`
        <p class="choice">
          <button type="button" aria-disabled=${state.isTraining.value} aria-haspopup="dialog"
            onClick=${() => { if (!state.isTraining.value) dialog.value = { kind: 'train' }; }}>
            ${say('models.train')}</button>
          ${model && !model.shipped && html`<button type="button" onClick=${back}>${say('models.rollBack')}</button>`}</p>
        ${state.registry.value.fittedTo && state.registry.value.fittedTo === model?.name && html`
          <p class="hint">${say('models.rollBackMeans')}</p>`}`}
      <${Training} of=${state.registry.value.training} />
    </section>`;
}

const About = ({ model, model: { changedAt, changedBy, why, decisions, figures, rejection, fault } }) => html`
  <p class="muted">${say('models.since', { when: clock(changedAt), who: state.nameOf(changedBy) ?? say('models.machine') })}
    ${why && html` · <q><bdi>${reason(model)}</bdi></q>`}</p>
  <p>${decisions
    ? say('models.learnt', { approved: whole(decisions.approved), rejected: whole(decisions.rejected) })
    : say('models.learntNone')} ${say(rejection ? 'models.rejection' : 'models.noRejection')}</p>
  ${figures && html`<p>${say('models.figures', {
    auc: interval(figures.auc), gain: gain(figures.gain), rows: whole(figures.rows),
  })}</p>`}
  ${fault && html`<p class="problem">${say('models.fault', { fault })}</p>`}`;

/** The training that runs, or how the last one ended when that was no good. */
function Training({ of: training }) {
  if (!training || training.state === 'done') return null;
  if (training.state !== 'running')
    return html`
      <p class="warning">${say('models.trainingEnded', { when: clock(training.endedAt ?? training.startedAt) })}
        ${' '}${training.fault?.[language.value]}</p>`;
  const step = say(`models.step.${training.step}`);
  return html`
    <div class="run" role="status">
      <label>${step}${training.decisions > 0 && html` · ${say('models.read', { n: whole(training.decisions) })}`}
        <progress max="1" value=${training.done}>${percent(training.done)}</progress></label>
    </div>`;
}
