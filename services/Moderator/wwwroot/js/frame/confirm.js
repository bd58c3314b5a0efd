import { html } from '../../lib/htm/htm-preact.mjs';
import { useEffect, useState } from '../../lib/preact/hooks.mjs';
import { close, dialog, Dialog } from './dialog.js';
import { explain, say } from './words.js';

/**
 * Asks before `act` is done, and says why it was refused. When it is done the dialog closes, and only then `done` takes its
 * answer: nothing behind a modal dialog can take the focus. When `act` answers false the dialog stays. While it is `blocked`
 * it cannot be done; the button is never disabled, since that would lose the focus.
 */
export function Confirm({ title, kind, yes, act, done = () => {}, blocked = false, children }) {
  const [problem, setProblem] = useState(null);
  const [running, setRunning] = useState(false);
  useEffect(() => setProblem(null), [dialog.value]);
  const isIdle = !running && !blocked;
  const run = async () => {
    if (!isIdle) return;
    setRunning(true);
    setProblem(null);
    try {
      const answer = await act();
      if (answer === false) return;
      close();
      done(answer);
    } catch (error) {
      setProblem(() => () => explain(error, 'unreached'));
    } finally {
      setRunning(false);
    }
  };
  return html`
    <${Dialog} title=${title} kind=${kind}>
      ${children}
      ${problem && html`<p class="problem" role="alert">${problem()}</p>`}
      <p class="choice">
        <button type="button" class="primary" aria-disabled=${!isIdle} onClick=${run}>${running ? say('wait') : yes}</button>
        <button type="button" onClick=${close}>${say('cancel')}</button></p>
    </${Dialog}>`;
}
