// The situation that answers should suit: one quiet row, off until somebody wants it.

import * as api from './api.js';
import { el, iconButton } from './dom.js';
import { STRENGTHS, WEATHERS, go, state } from './state.js';

/** What is asked for less often: folded until somebody wants it. */
const REST = ['place', 'plan', 'planned', 'strength'];

const titled = (name) => name.charAt(0).toUpperCase() + name.slice(1);

/** The occasions that the gallery's rules know; asked for once. */
let occasions;
const occasionsKnown = () => (occasions ??= api.rules().then((rules) => rules.occasions.map(({ name }) => name), () => {
    occasions = undefined;
    return [];
}));

export class ContextBar {
    /** @param {string} name tells this bar's controls from those of another view */
    constructor(name) {
        const change = (key, read) => () => {
            const value = read();
            if (value !== null) {
                go({ ...state(), [key]: value });
            }
        };
        this.weather = el('select', { id: `${name}-weather`, onchange: change('weather', () => this.weather.value) },
                el('option', { value: '' }, 'Any'), ...WEATHERS.map((each) => el('option', { value: each }, titled(each))));
        this.temperature = el('input', {
            type: 'number', id: `${name}-temperature`, min: '-60', max: '60', step: '1', inputmode: 'numeric', placeholder: 'Any',
            onchange: change('temperature', () => (this.temperature.reportValidity() ? this.temperature.value : null)),
        });
        this.occasion = el('select', { id: `${name}-occasion`, onchange: change('occasion', () => this.occasion.value) },
                el('option', { value: '' }, 'None'));
        const day = (key) => {
            const input = el('input', { type: 'date', id: `${name}-${key}`, min: '1900-01-01', max: '2200-12-31',
                onchange: change(key, () => (input.validity.valid ? input.value : null)) });
            return input;
        };
        const text = (key, placeholder) => {
            const input = el('input', { type: 'text', id: `${name}-${key}`, maxlength: '200', placeholder, autocomplete: 'off',
                onchange: change(key, () => input.value.trim()) });
            return input;
        };
        this.date = day('date');
        this.place = text('place', 'Oslo');
        this.plan = text('plan', 'Eva\u2019s wedding');
        this.planned = day('planned');
        this.strength = el('select', { id: `${name}-strength`, onchange: change('strength', () => this.strength.value) },
                ...STRENGTHS.map(([value, label]) => el('option', { value }, label)));
        const field = (control, label) => el('div', { class: 'context-field' }, el('label', { for: control.id }, label), control);
        this.toggle = el('button', { type: 'button', class: 'chip', 'aria-pressed': 'false',
            onclick: () => go({ ...state(), situation: 'on' }) }, 'In a situation');
        this.off = iconButton('close', 'Leave the situation out', () => {
            go({ ...state(), situation: '' });
            this.toggle.focus();
        });
        this.rest = el('div', { class: 'context-row context-rest', role: 'group', 'aria-label': 'More of the situation', hidden: true },
                field(this.place, 'Place'), field(this.plan, 'Plan'), field(this.planned, 'On'), field(this.strength, 'It counts'));
        this.more = el('button', { type: 'button', class: 'chip context-more', 'aria-expanded': 'false', onclick: () => this.#open(this.rest.hidden) },
                'More');
        this.row = el('div', { class: 'context-row', role: 'group', 'aria-label': 'Situation', hidden: true },
                field(this.weather, 'Weather'), field(this.temperature, '°C'), field(this.occasion, 'Occasion'),
                field(this.date, 'Day'), this.more, this.off);
        this.told = el('p', { class: 'quiet context-told', role: 'status' });
        this.element = el('div', { class: 'context' }, this.toggle, this.row, this.rest, this.told);
    }

    /** Shows the situation of `now`. */
    async show(now) {
        const on = now.situation === 'on';
        this.toggle.hidden = on;
        this.row.hidden = !on;
        if (!on) {
            this.#open(false);
            this.told.textContent = '';
            return;
        }
        for (const key of REST) {
            this[key].value = now[key];
        }
        // What is told is never hidden.
        this.#open(!this.rest.hidden || REST.some((key) => now[key] !== ''));
        this.weather.value = now.weather;
        this.temperature.value = now.temperature;
        this.date.value = now.date;
        this.#occasions([], now.occasion);
        this.#occasions(await occasionsKnown(), now.occasion);
    }

    #open(open) {
        this.rest.hidden = !open;
        this.more.setAttribute('aria-expanded', String(open));
    }

    #occasions(names, chosen) {
        const all = chosen && !names.includes(chosen) ? [chosen, ...names] : names;
        this.occasion.replaceChildren(el('option', { value: '' }, 'None'),
                ...all.map((name) => el('option', { value: name }, titled(name))));
        this.occasion.value = chosen;
    }

    /** Says what an answer understood beyond what was told, and what it could not know. */
    tell(situation) {
        if (!situation) {
            this.told.textContent = '';
            return;
        }
        const { context, occasions: known, unknown } = situation;
        const now = state();
        const found = [
            !now.weather && context.weather,
            now.temperature === '' && context.temperature !== undefined && `${context.temperature} °C`,
            context.season,
            ...known.filter((name) => name !== now.occasion),
        ].filter(Boolean);
        this.told.textContent = [found.length > 0 && `Understood: ${found.join(', ')}`, ...unknown.map((why) => `Unknown: ${why}`)].filter(Boolean).join('. ');
    }
}
