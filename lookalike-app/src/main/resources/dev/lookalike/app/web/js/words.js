// Words as a question: typed into the bar, kept among the examples, shown as small labels.

import { el, icon, iconButton, note } from './dom.js';
import { START, go, sketchOf, state, subjectOf, withExample, withoutExample } from './state.js';
import { readPalette } from './weigh.js';

const MAX_LENGTH = 1_000;
/** "red, without stripes": what comes after is what the answers should not look like. */
const UNLIKE = /^(.*?)[\s,;]*(?:\bwithout|\bbut not)\s+(.+)$/i;

/** What was typed, as examples to be like and unlike. */
export function read(text) {
    const parts = UNLIKE.exec(text) ?? [text, text, ''];
    const words = (part) => part.replace(/\s+/g, ' ').trim().slice(0, MAX_LENGTH);
    return { like: words(parts[1]), unlike: words(parts[2]) };
}

/** The field in the bar: Enter asks with the words, beside the picture or the sketch that is asked with where there is one. */
export class WordField {
    constructor() {
        this.form = document.getElementById('ask-form');
        this.input = document.getElementById('words');
        this.form.addEventListener('submit', (event) => {
            event.preventDefault();
            this.#ask(read(this.input.value));
        });
        this.input.addEventListener('keydown', (event) => event.key === 'Escape' && this.input.blur());
    }

    focus() {
        this.input.focus();
        this.input.select();
    }

    /** Says what Enter would do here. */
    show(now) {
        this.input.placeholder = beside(now) ? 'Add words: but red, without stripes' : 'Describe it, or drop a picture';
    }

    #ask({ like, unlike }) {
        const now = state();
        const told = readPalette(like);
        if (told.length > 0) {
            this.input.value = '';
            this.input.blur();
            go({ ...START, count: now.count, view: 'result', like: [{ palette: told.map(({ hex, share }) => `${hex}:${share}`).join(',') }] });
            return;
        }
        const base = beside(now) ? now : { ...START, metric: now.metric, count: now.count };
        if (!like && !unlike) {
            return;
        }
        if (!like && !beside(now)) {
            note('Say what the answers should be like, too.', true);
            return;
        }
        let next = base;
        for (const [words, positive] of [[like, true], [unlike, false]]) {
            next = words ? withExample(next, { words }, positive) : next;
        }
        this.input.value = '';
        this.input.blur();
        go({ ...next, view: 'result', look: 0 });
    }
}

const beside = (now) => now.view === 'result' && (subjectOf(now) ?? sketchOf(now)) !== null;

/** A label for words among the examples, with a way to take them out. */
export function wordsLabel(example, positive) {
    const remove = () => {
        const next = withoutExample(state(), example);
        go(next.like.length > 0 ? next : START);
    };
    return el('li', { class: positive ? 'example words' : 'example words negative' },
            el('span', { class: 'words-text', title: example.words }, positive ? '' : 'without ', example.words),
            el('span', { class: 'example-sign', 'aria-hidden': 'true' }, icon(positive ? 'plus' : 'minus')),
            iconButton('close', `Remove "${example.words}" from the query`, remove, { class: 'icon-button example-remove' }));
}
