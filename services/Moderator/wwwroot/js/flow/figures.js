/** How figures of the flow are said. */
import { language, number, say, whole } from '../frame/words.js';

/** What is not known is a dash for the eye and a word for the ear. */
export const dash = '–';

/** People's work is slow enough to be counted by the minute. */
export const rateOf = ({ name, rate }) => {
  if (rate === undefined) return dash;
  return name === 'moderators'
    ? say('flow.perMinute', { n: number(rate * 60, rate * 60 < 10 ? 1 : 0) })
    : say('flow.perSecond', { n: number(rate, rate < 10 ? 1 : 0) });
};

export const countOf = (value) => (value === undefined ? dash : whole(value));

const units = [['day', 86_400], ['hour', 3_600], ['minute', 60], ['second', 1]];

/** How long something has waited: `3 phút`. */
export function lasting(since, now) {
  const seconds = Math.max(0, (now - new Date(since)) / 1000);
  const [unit, length] = units.find(([, size]) => seconds >= size) ?? units.at(-1);
  const format = new Intl.NumberFormat(language.value, { style: 'unit', unit, unitDisplay: 'long' });
  return format.format(Math.floor(seconds / length));
}

/** `14:03:27`, with the day when that is another. */
export function moment(at) {
  const when = new Date(at);
  const isToday = when.toDateString() === new Date().toDateString();
  return new Intl.DateTimeFormat(language.value, {
    ...(isToday ? {} : { day: '2-digit', month: '2-digit' }),
    hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23',
  }).format(when);
}

/** The names of a service, and of what is not one, such as an endpoint, as they are. */
export const serviceName = (service) => say(`flow.service.${service}`);
