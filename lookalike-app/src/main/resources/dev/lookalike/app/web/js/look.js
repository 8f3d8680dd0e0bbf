// Quick look: one picture held close, with what is known of it; beside its query where it answers one.

import * as api from './api.js';
import { el, icon, iconButton, note, number } from './dom.js';
import { explanation, hideHeat, showHeat } from './heat.js';
import { thumbnailOf } from './query.js';
import { recallNow } from './columns.js';
import { back, go, START, state, subjectOf, withExample } from './state.js';
import { alternative, openOriginal } from './tile.js';

export class Look {
    /** @param {function(): import('./wall.js').Wall} wall the wall that is shown, whose order the arrows follow */
    constructor(wall) {
        this.wall = wall;
        this.image = el('img', { alt: '', draggable: 'false' });
        this.queryImage = el('img', { alt: 'The query', draggable: 'false' });
        this.frame = el('div', { class: 'look-frame' }, this.image);
        this.queryFrame = el('div', { class: 'look-frame look-query' }, this.queryImage);
        this.name = el('h2', { class: 'look-name', id: 'look-name' });
        this.facts = el('p', { class: 'look-facts' });
        this.guesses = el('p', { class: 'look-facts' });
        this.whyButton = el('button', { type: 'button', class: 'button', 'aria-pressed': 'false',
            onclick: () => this.#switchWhy() }, icon('why'), 'Why');
        const button = (sign, words, act) => el('button', { type: 'button', class: 'button', onclick: act }, icon(sign), words);
        this.dialog = el('dialog', { class: 'look', 'aria-labelledby': 'look-name' },
                el('div', { class: 'look-pictures' }, this.queryFrame, this.frame),
                el('div', { class: 'look-foot' },
                        el('div', { class: 'look-words' }, this.name, this.facts, this.guesses),
                        el('div', { class: 'look-actions' },
                                button('search', 'Find like it', () => go({ ...START, like: [{ image: this.id }], view: 'result' })),
                                this.whyButton,
                                button('plus', 'More like this', () => this.#include(true)),
                                button('minus', 'Less like this', () => this.#include(false)),
                                button('picture', 'Original', () => openOriginal(this.id)))),
                iconButton('close', 'Close', () => this.close(), { class: 'icon-button look-close' }),
                iconButton('left', 'Previous picture', () => this.step(-1), { class: 'icon-button look-left' }),
                iconButton('right', 'Next picture', () => this.step(1), { class: 'icon-button look-right' }));
        this.dialog.addEventListener('keydown', (event) => this.#pressed(event));
        // Escape closes a dialog by itself; here the address has to know.
        this.dialog.addEventListener('cancel', (event) => {
            event.preventDefault();
            this.close();
        });
        this.dialog.addEventListener('click', (event) => {
            if (event.target === this.dialog || event.target.classList.contains('look-pictures')) {
                this.close();
            }
        });
        document.body.append(this.dialog);
        this.id = 0;
    }

    /** Shows what the state looks at, or nothing. */
    show(now) {
        if (now.look === 0) {
            if (this.dialog.open) {
                this.dialog.close();
                const index = this.wall().indexOf(this.id);
                this.id = 0;
                if (index >= 0) {
                    this.wall().focus(index);
                }
            }
            return;
        }
        if (!this.dialog.open) {
            this.dialog.showModal();
        }
        if (this.id !== now.look) {
            this.id = now.look;
            this.#fill(now);
        }
    }

    async #fill(now) {
        const { id } = this;
        const item = recallNow(id);
        const subject = subjectOf(now);
        const compares = now.view === 'result' && subject !== null && subject.image !== id;
        this.#cool();
        this.queryFrame.hidden = !compares;
        this.whyButton.hidden = !compares;
        if (compares) {
            this.queryImage.src = thumbnailOf(subject, recallNow(subject.image), 700);
        }
        this.image.removeAttribute('src');
        this.image.src = api.thumbnail(id, item?.version, compares ? 700 : 1_100);
        this.image.alt = item ? alternative(item) : '';
        this.name.textContent = item?.name ?? '';
        this.facts.textContent = '';
        this.guesses.textContent = '';
        try {
            const told = await api.image(id);
            if (id === this.id) {
                this.#tell(told);
            }
        } catch (problem) {
            note(problem.message, true);
        }
    }

    #tell(told) {
        this.name.textContent = told.name;
        this.image.alt = [told.name, told.categories[0]?.name].filter(Boolean).join(', ');
        const taken = told.taken && told.taken.replace('T', ' ').slice(0, 16);
        this.facts.textContent = [told.folder, `${number(told.width)} x ${number(told.height)}`, taken,
            ...Object.entries(told.metadata).map(([field, value]) => `${field}: ${value}`)].filter(Boolean).join('  ·  ');
        this.guesses.textContent = told.categories.slice(0, 3)
            .map((each) => `${each.name} ${Math.round(each.probability * 100)} %`).join('  ·  ');
    }

    close() {
        back({ ...state(), look: 0 });
    }

    /** Goes on to the next picture of the wall, or back to the one before. */
    step(by) {
        const wall = this.wall();
        const index = wall.indexOf(this.id) + by;
        if (index >= 0 && index < wall.source.count) {
            go({ ...state(), look: wall.source.item(index).id }, { replace: true });
        }
    }

    #pressed(event) {
        const keys = { ArrowLeft: () => this.step(-1), ArrowRight: () => this.step(1) };
        if (event.key === ' ' && event.target.localName !== 'button') {
            this.close();
        } else if (event.key === 'w' && !this.whyButton.hidden) {
            this.#switchWhy();
        } else if (keys[event.key]) {
            keys[event.key]();
        } else {
            return;
        }
        event.preventDefault();
    }

    /** Opens on this picture with its "why" already shown. */
    explain(id) {
        go({ ...state(), look: id });
        this.#switchWhy();
    }

    async #switchWhy() {
        if (this.whyButton.getAttribute('aria-pressed') === 'true') {
            this.#cool();
            return;
        }
        this.whyButton.setAttribute('aria-pressed', 'true');
        const { id } = this;
        try {
            const told = await explanation({ ...state(), look: 0 }, id);
            if (id === this.id && this.whyButton.getAttribute('aria-pressed') === 'true') {
                showHeat(this.frame, told.match);
                showHeat(this.queryFrame, told.query);
            }
        } catch (problem) {
            note(problem.message, true);
            this.#cool();
        }
    }

    #cool() {
        this.whyButton.setAttribute('aria-pressed', 'false');
        hideHeat(this.frame);
        hideHeat(this.queryFrame);
    }

    #include(positive) {
        const now = state();
        const next = withExample({ ...now, look: 0 }, { image: this.id }, positive);
        go(now.view === 'browse' ? { ...next, view: 'browse' } : next, { replace: true });
    }
}
