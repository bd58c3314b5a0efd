/**
 * The tables that the service serves: labels, reasons, queues, rules, languages and groups of settings, with what their rows are
 * called, its definition of what nobody sees, and how long a text may be. They are read once, before anything is shown.
 */
import { request } from './api.js';
import { language } from './words.js';

export const { labels, reasons, queues, rules, languages, settings, hidden, limits } = await request('GET', '/api/vocabulary');

const row = (rows, name) => rows.find((each) => each.name === name);

/** What a label is called; what an earlier or later version named stands for itself. So it is with the other names. */
export const labelName = (name) => row(labels, name)?.[language.value] ?? name;

export const reasonName = (name) => row(reasons, name)?.[language.value] ?? name;

export const queueName = (name) => row(queues, name)?.[language.value] ?? name;

export const ruleName = (name) => row(rules, name)?.title[language.value] ?? name;

export const languageName = (name) => row(languages, name)?.[language.value] ?? name;

/** The queue that a comment is shown in. One whose scores are still to come stands where most will wait. */
export const queueOf = ({ queue }) => (row(queues, queue) ?? queues[0]).name;

/** Whether a line of the log is what readers did, and neither a person nor a rule. */
export const isReaders = (outcome) => ['withdraw', 'appeal', 'report'].includes(outcome);

/** Whether readers brought a published comment back, which is so until somebody answers. */
export const isReported = ({ queue }) => queue === 'reported';

/** Whether readers see a comment, as far as it goes by itself. */
export const isPublished = ({ queue }) => ['approved', 'reported'].includes(queue);

/** Whether the newsroom itself wrote it. */
export const isNewsroom = ({ badge }) => badge === 'newsroom';

/** Whether its author took a comment back: it is in no queue, and nobody decides on it. */
export const isWithdrawn = ({ queue }) => queue === 'withdrawn';

/** Whether a comment waits for a person. */
export const isWaiting = (item) => !isWithdrawn(item) && row(queues, queueOf(item)).waiting;

/** A name within a sentence. */
export const inline = (name) => name.charAt(0).toLocaleLowerCase(language.value) + name.slice(1);

/** A name at the beginning of one. */
export const capital = (name) => name.charAt(0).toLocaleUpperCase(language.value) + name.slice(1);
