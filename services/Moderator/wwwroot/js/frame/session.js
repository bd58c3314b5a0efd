/** Who is signed in. */
import { computed, signal } from '../../lib/signals/signals.mjs';

/** The server's answer: `name`, `role`, `sections` and `overturns`; null until it is read. */
export const session = signal(null);

/** Whether the person may change the policy, the lists and the bans. */
export const isSenior = computed(() => ['senior', 'administrator'].includes(session.value?.role));

/** Operators watch the flow of messages and may see no comment. */
export const isOperator = computed(() => session.value?.role === 'operator');

export const isAdministrator = computed(() => session.value?.role === 'administrator');

/** Whether the person may do what operators do, beside watching. */
export const mayOperate = computed(() => isOperator.value || isAdministrator.value);

/** Whether the person may change what concerns every section. */
export const isForAll = computed(() => isAdministrator.value && !session.value.sections);

/** Whether the person may take back a decision or change its reason. */
export const mayOverturn = ({ moderator, overturner }) =>
  moderator === session.value.name || session.value.overturns.includes(overturner);
