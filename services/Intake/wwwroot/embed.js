// <moderation-comments article="…"></moderation-comments>: the comments of an article and the form for one, on any page. What it
// needs it loads when it comes near the part of the page that is seen.
const near = '400px';

class ModerationComments extends HTMLElement {
  connectedCallback() {
    if (this.shadowRoot) return;
    this.attachShadow({ mode: 'open' });
    const watch = new IntersectionObserver((seen) => {
      if (!seen.some((entry) => entry.isIntersecting)) return;
      watch.disconnect();
      this.#open();
    }, { rootMargin: near });
    watch.observe(this);
  }

  async #open() {
    const { open } = await import('./embed/page.js');
    await open(this, new URL('.', import.meta.url));
  }
}

if (!customElements.get('moderation-comments')) customElements.define('moderation-comments', ModerationComments);
