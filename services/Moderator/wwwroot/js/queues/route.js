/** What a queue takes: the parts of a route, their choices, and a route in words. */
import {
  languageName, languages, queueName, queues, ruleName, rules,
} from '../frame/vocabulary.js';
import { say } from '../frame/words.js';
import { settings } from './state.js';

const same = (value) => value;

/** Each part with how its values are called, and those that can be chosen. */
export const parts = [
  { name: 'sections', wordOf: same, choices: () => settings.value.sections },
  { name: 'rules', wordOf: ruleName, choices: () => rules.map(({ name }) => name) },
  { name: 'languages', wordOf: languageName, choices: () => languages.map(({ name }) => name) },
  { name: 'queues', wordOf: queueName, choices: () => queues.filter(({ waiting }) => waiting).map(({ name }) => name) },
];

/** Such as “Chuyên mục: Thể thao; Ngôn ngữ: Tiếng Anh hoặc Tiếng Trung”. */
export const inWords = (route) => parts
  .filter(({ name }) => route[name]?.length > 0)
  .map(({ name, wordOf }) => `${say(`queues.part.${name}`)}: ${route[name].map(wordOf).join(` ${say('queues.or')} `)}`)
  .join('; ');
