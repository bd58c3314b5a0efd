/** Passkeys: the browser asks the person, and the authenticator signs what the server wants signed. */
import { beginPasskey, signInWith } from './api.js';

/** Whether the browser can, at this address. */
export const hasPasskeys = Boolean(window.PublicKeyCredential?.parseRequestOptionsFromJSON);

/** @param name Of who must be the passkey's owner, if it matters. */
export async function signInWithPasskey(name) {
  const publicKey = PublicKeyCredential.parseRequestOptionsFromJSON(await beginPasskey());
  return signInWith((await navigator.credentials.get({ publicKey })).toJSON(), name);
}

/** @param options As the server wrote them. */
export async function makePasskey(options) {
  const publicKey = PublicKeyCredential.parseCreationOptionsFromJSON(options);
  return (await navigator.credentials.create({ publicKey })).toJSON();
}
