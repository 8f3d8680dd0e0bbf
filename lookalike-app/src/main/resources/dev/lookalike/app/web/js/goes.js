// What goes with the picture that is asked with: a quiet row beside its answers, where the gallery keeps enough outfits.

import * as api from './api.js';
import { itemOf, remember } from './columns.js';
import { el } from './dom.js';
import { START, context, inSituation, likeThis, write } from './state.js';
import { alternative, paintPlaceholder } from './tile.js';

const SHOWN = 12;
const SIDE = 112;

/** The picture that a row can be of: one of the gallery, asked with alone. */
const askedWith = (now) => (now.like.length === 1 && now.unlike.length === 0 && now.like[0].image) || 0;

export class GoesRow {
    constructor() {
        this.list = el('ul', { class: 'goes-list' });
        this.words = el('p', { class: 'quiet goes-words' });
        this.all = el('a', { class: 'goes-all', 'data-go': true }, 'Show all');
        this.element = el('section', { class: 'goes', 'aria-label': 'Goes with it', hidden: true },
                el('div', { class: 'goes-head' }, el('span', { class: 'goes-title' }, 'Goes with'), this.all),
                this.words, this.list);
    }

    /** Hears whether there are outfits enough, and what was learnt from them. */
    heard({ outfits }) {
        this.outfits = outfits;
        if (this.now) {
            this.show(this.now);
        }
    }

    /** Shows what goes with the picture of `now`. */
    async show(now) {
        this.now = now;
        const id = askedWith(now);
        const enough = id > 0 && this.outfits && this.outfits.outfits >= this.outfits.least;
        const key = enough ? JSON.stringify([id, context(now), this.outfits.outfits, this.outfits.learnt]) : '';
        if (key === this.key) {
            return;
        }
        this.key = key;
        this.asking?.abort();
        this.element.hidden = !enough;
        if (!enough) {
            this.id = 0;
            return;
        }
        if (id !== this.id) {
            // Another picture's would be taken for this one's.
            this.id = id;
            this.list.replaceChildren();
        }
        this.all.href = write({ ...START, ...inSituation(now), view: 'result', like: [{ goesWith: [id] }] });
        await this.#ask(id, key);
    }

    hide() {
        this.now = null;
        this.asking?.abort();
        this.key = null;
    }

    async #ask(id, key) {
        const asking = new AbortController();
        this.asking = asking;
        this.words.textContent = this.outfits.learnt > 0 ? '' : 'Learning what goes with what';
        try {
            const { matches } = await api.search({ parts: [{ goesWith: [id] }], count: SHOWN, context: context(this.now) },
                    asking.signal);
            if (this.key === key) {
                this.words.textContent = matches.length > 0 ? '' : 'No outfit has anything like it.';
                this.all.hidden = matches.length === 0;
                this.list.replaceChildren(...matches.map((match) => this.#tile(remember(itemOf(match)))));
            }
        } catch (problem) {
            if (problem.name !== 'AbortError' && this.key === key) {
                this.words.textContent = problem.message;
                this.list.replaceChildren();
            }
        }
    }

    #tile(item) {
        const blur = el('canvas', { width: 4, height: 2, class: 'blur', 'aria-hidden': 'true' });
        paintPlaceholder(blur, item.placeholder);
        return el('li', {}, el('a', { class: 'goes-tile', href: likeThis(item.id), 'data-go': true, title: `${item.name}: ${item.match.reason}` },
                el('span', { class: 'goes-frame' }, blur,
                        el('img', { src: api.thumbnail(item.id, item.version, SIDE), alt: alternative(item), draggable: 'false' })),
                el('span', { class: 'goes-name', 'aria-hidden': 'true' }, item.name),
                el('span', { class: 'tile-reason' }, item.match.reason)));
    }
}
