import { request } from '../frame/api.js';

/** The picture of now, and the last hour. */
export const readFlow = () => request('GET', '/api/flow');

/** Where a comment has been. @param of Its id or its tracking link. */
export const readWay = (of) => request('POST', '/api/flow/way', { of });
