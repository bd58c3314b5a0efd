import { Refusal } from './api.js';
import { stored } from './dom.js';

/** What this browser keeps under a name: the pass by which a service knows its reader again, without an account. */
export const kept = (key) => stored((storage) => storage.getItem(key));

export const forget = (key) => stored((storage) => storage.removeItem(key));

/** Does what needs a pass, with the one that is kept, or with a new one where there is none or it is not good any more. */
export async function withPass(key, newPass, act) {
  const renewed = async () => {
    const pass = await newPass();
    stored((storage) => storage.setItem(key, pass));
    return pass;
  };
  try {
    return await act(kept(key) ?? (await renewed()));
  } catch (refusal) {
    if (!(refusal instanceof Refusal) || !/^reader-pass-/.test(refusal.problem.code)) throw refusal;
    return act(await renewed());
  }
}
