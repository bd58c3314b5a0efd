import { request } from '../frame/api.js';

/** Those of which anything is set. */
export const readArticles = () => request('GET', '/api/articles');

export const readArticle = (id) => request('GET', `/api/articles/${encodeURIComponent(id)}/settings`);

/** @param settings `{ status, slowMinutes, closeAfterDays, preModerated, publishedAt }`. */
export const setArticle = (id, settings) => request('PUT', `/api/articles/${encodeURIComponent(id)}/settings`, settings);
