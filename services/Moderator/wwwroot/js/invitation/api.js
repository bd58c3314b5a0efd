import { request } from '../frame/api.js';

/** Sets the password with the link's token, once. Answers whose it is. */
export const setPassword = (token, password) => request('POST', '/api/invitation', { token, password });
