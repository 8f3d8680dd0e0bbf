// Keys that work everywhere, and the list of all of them.

import { el, iconButton } from './dom.js';

const KEYS = [
    ['Arrow keys', 'Move between pictures'],
    ['Enter', 'Find pictures like this one'],
    ['Space', 'Quick look'],
    ['Shift-click or +', 'More like this too'],
    ['Alt-click or -', 'Less like this'],
    ['Hold a picture, or W', 'Why is it alike?'],
    ['/', 'Ask with words'],
    ['Escape', 'Back'],
    ['?', 'This list'],
];

export class Keys {
    /** @param {{ask: function(): void, back: function(): void}} actions */
    constructor({ ask, back }) {
        this.dialog = el('dialog', { class: 'help', 'aria-labelledby': 'help-title' },
                el('h2', { id: 'help-title' }, 'Keys'),
                el('dl', {}, ...KEYS.map(([keys, words]) => el('div', {}, el('dt', {}, el('kbd', {}, keys)), el('dd', {}, words)))),
                iconButton('close', 'Close', () => this.dialog.close(), { class: 'icon-button look-close' }));
        this.dialog.addEventListener('click', (event) => event.target === this.dialog && this.dialog.close());
        document.body.append(this.dialog);
        const acts = { '/': ask, '?': () => this.dialog.showModal(), Escape: back };
        addEventListener('keydown', (event) => {
            const typing = event.target.closest?.('input, select, textarea, [contenteditable]');
            if (event.defaultPrevented || typing || event.ctrlKey || event.metaKey || event.altKey
                || document.querySelector('dialog[open]') || !acts[event.key]) {
                return;
            }
            event.preventDefault();
            acts[event.key]();
        });
    }
}
