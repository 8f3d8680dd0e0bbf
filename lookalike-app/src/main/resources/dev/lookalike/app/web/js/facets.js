// Narrowing by what is known of the pictures: the fields of their metadata, each with its values and how many have them.

import * as api from './api.js';
import { el, icon, number } from './dom.js';
import { state, write } from './state.js';

const FOLDED = 14;
const MOST_FIELDS = 20;
const QUOTED = '"(?:[^"\\\\]|\\\\.)*"';
const CONDITION = new RegExp(`${QUOTED} = ${QUOTED}`, 'g');
const CONDITIONS = new RegExp(`^${QUOTED} = ${QUOTED}(?: and ${QUOTED} = ${QUOTED})*$`);

const quoted = (text) => `"${text.replace(/[\\"]/g, '\\$&')}"`;
/** A column's name as one would say it. */
const spoken = (field) => field.replace(/_/g, ' ');
const plain = (text) => text.slice(1, -1).replace(/\\(.)/g, '$1');

/** The conditions of a filter, each as a chip shows it; one that was written by hand is one chip. */
function conditions(where) {
    if (!CONDITIONS.test(where)) {
        return where ? [{ text: where, label: where, field: '' }] : [];
    }
    return where.match(CONDITION).map((text) => {
        const [field, value] = text.match(new RegExp(QUOTED, 'g')).map(plain);
        return { text, label: `${spoken(field)}: ${value}`, field };
    });
}

/** A chip for each condition that holds; a click takes it away. */
export function conditionChips(now) {
    const all = conditions(now.where);
    return all.map((each) => el('a', {
        class: 'chip on', 'data-go': true, 'data-name': each.text, title: 'Take this filter away',
        href: write({ ...now, where: all.filter((other) => other !== each).map((other) => other.text).join(' and ') }),
    }, each.label, icon('close')));
}

export class Facets {
    constructor() {
        this.element = el('nav', { class: 'chips', 'aria-label': 'Fields', hidden: true });
        this.fields = [];
        this.field = '';
        this.told = { field: '', key: '', values: [], total: 0 };
        this.unfolded = false;
    }

    /** Hears which fields there are. */
    async load() {
        this.fields = (await api.fields()).sort((one, other) => other.count - one.count).slice(0, MOST_FIELDS);
        this.show(state());
    }

    show(now) {
        this.element.hidden = this.fields.length === 0 && !now.where;
        const focused = this.element.contains(document.activeElement) ? document.activeElement.dataset.name : null;
        this.element.replaceChildren(...conditionChips(now),
                ...this.fields.flatMap((field) => [this.#fieldChip(field), ...(field.name === this.field ? this.#valueChips(now) : [])]));
        this.element.classList.toggle('unfolded', this.unfolded && this.field !== '');
        if (focused) {
            [...this.element.children].find((each) => each.dataset.name === focused)?.focus();
        }
        if (this.field && this.told.key !== this.#key(now)) {
            this.#ask(now);
        }
    }

    #fieldChip({ name, count }) {
        const open = name === this.field;
        return el('button', {
            type: 'button', class: 'chip', 'data-name': `field ${name}`, 'aria-expanded': String(open), onclick: () => {
                this.field = open ? '' : name;
                this.unfolded = false;
                this.show(state());
            },
        }, spoken(name), el('span', { class: 'chip-count' }, number(count)), icon(open ? 'minus' : 'plus'));
    }

    #valueChips(now) {
        if (this.told.field !== this.field) {
            return [];
        }
        const on = conditions(now.where);
        const shown = this.unfolded ? this.told.values : this.told.values.slice(0, FOLDED);
        const chips = shown.map(({ name, count }) => {
            const text = `${quoted(this.field)} = ${quoted(name)}`;
            const others = on.filter((each) => each.field !== this.field).map((each) => each.text);
            return el('a', {
                class: 'chip value', 'data-go': true, 'data-name': text,
                href: write({ ...now, where: [...others, text].join(' and ') }),
            }, name, el('span', { class: 'chip-count' }, number(count)));
        });
        if (shown.length < this.told.values.length) {
            chips.push(el('button', {
                type: 'button', class: 'chip more', 'data-name': 'all values', onclick: () => {
                    this.unfolded = true;
                    this.show(state());
                },
            }, `All ${number(this.told.total)}`));
        }
        return chips;
    }

    /** What the counts depend on. */
    #key(now) {
        return JSON.stringify([this.field, now.folder, now.category, now.where]);
    }

    async #ask(now) {
        const { field } = this;
        const key = this.#key(now);
        this.told = { ...this.told, key };
        try {
            const others = conditions(now.where).filter((each) => each.field !== field).map((each) => each.text);
            const told = await api.values(field, { folder: now.folder, category: now.category, where: others.join(' and ') });
            if (this.told.key === key) {
                this.told = { field, key, values: told.values, total: told.total };
                this.show(state());
            }
        } catch {
            // Without its values the field stays folded; the status tells that the server is gone.
        }
    }
}
