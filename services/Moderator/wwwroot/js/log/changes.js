import { html } from '../../lib/htm/htm-preact.mjs';
import { useEffect, useState } from '../../lib/preact/hooks.mjs';
import { readComment } from '../frame/api.js';
import { Dialog } from '../frame/dialog.js';
import { Changes } from '../frame/edited.js';
import { explain, say } from '../frame/words.js';

/** What an approval changed in the reader's text. The log holds the reader's alone: an edit is read when it is asked for. */
export function EditedText({ entry }) {
  const [read, setRead] = useState(null);
  const [problem, setProblem] = useState(null);
  useEffect(() => { readComment(entry.commentId).then(setRead, setProblem); }, [entry.id]);
  return html`
    <${Dialog} title=${say('edited.changes')} kind="edited">
      <p class="muted" dir="auto">${entry.headline ?? entry.articleId}</p>
      ${problem && html`<p class="problem" role="alert">${explain(problem, 'unreached')}</p>`}
      ${!read && !problem && html`<p class="muted" role="status">${say('loading')}</p>`}
      ${read && html`<${Changes} decision=${read.history.find(({ id }) => id === entry.id)} comment=${read.comment} />`}
    </${Dialog}>`;
}
