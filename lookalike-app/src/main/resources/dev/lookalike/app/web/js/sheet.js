// What can be done with a picture, as a sheet from below: for fingers, where nothing can hover.

import { el, icon } from './dom.js';

export class Sheet {
    constructor() {
        this.title = el('h2', { class: 'sheet-title', id: 'sheet-title' });
        this.list = el('div', { class: 'sheet-list' });
        this.dialog = el('dialog', { class: 'sheet', 'aria-labelledby': 'sheet-title' }, this.title, this.list);
        this.dialog.addEventListener('click', (event) => event.target === this.dialog && this.dialog.close());
        // Back leads to another picture: what could be done with this one is over.
        addEventListener('popstate', () => this.dialog.close());
        document.body.append(this.dialog);
    }

    /** @param {[string, string, function(): void][]} choices each an icon, words and what it does */
    open(name, choices) {
        this.title.textContent = name;
        this.list.replaceChildren(...[...choices, ['close', 'Close', () => {}]].map(([sign, words, act]) => el('button', {
            type: 'button', class: 'sheet-choice', onclick: () => {
                this.dialog.close();
                act();
            },
        }, icon(sign), words)));
        this.dialog.showModal();
    }
}
