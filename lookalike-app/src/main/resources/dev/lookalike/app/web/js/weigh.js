// What counts when pictures are compared: a slider for each aspect, and colours that are told instead of shown.

import { el, icon, iconButton } from './dom.js';
import { START, go, state, withExample, withoutExample } from './state.js';

export const ASPECTS = ['overall', 'colour', 'texture', 'shape'];
const NAMES = { overall: 'Overall', colour: 'Colour', texture: 'Texture', shape: 'Shape' };
const MOST = 8;
const FIRST = '#aa2233';

/** `#aa2233:70,#ffffff:30` as colours with shares; what makes no sense is left out. */
export function readPalette(text) {
    return text.split(',').map((part) => /^\s*(#[0-9a-f]{6})(?::(\d{1,3}(?:\.\d+)?))?\s*$/i.exec(part)).filter(Boolean)
        .slice(0, MOST).map(([, hex, share]) => ({ hex: hex.toLowerCase(), share: Number(share ?? 100) }))
        .filter(({ share }) => share > 0);
}

const written = (colours) => colours.map(({ hex, share }) => `${hex}:${share}`).join(',');

/** The palette among the examples of a state, or null. */
const paletteOf = (now) => now.like.find((example) => example.palette) ?? null;

/** How much each aspect counts in a state: as it says, or else what is asked when it says nothing. */
function weightsOf(now) {
    if (now.weights) {
        return now.weights.split(',').map(Number);
    }
    const pictured = now.like.some((example) => !example.palette);
    return [pictured ? 1 : 0, paletteOf(now) ? 1 : 0, 0, 0];
}

/** The sliders and the colours under "Tune". */
export class WeighFields {
    constructor() {
        this.sliders = ASPECTS.map((aspect) => el('input', { type: 'range', id: `weigh-${aspect}`, min: 0, max: 1, step: 0.1,
            onchange: () => this.#weighed() }));
        this.colours = el('ul', { class: 'palette-colours' });
        this.add = el('button', { type: 'button', class: 'button small', onclick: () => this.#told([...this.#shown(),
            { hex: this.#shown().at(-1)?.hex ?? FIRST, share: 50 }]) }, 'Add a colour');
        this.element = el('fieldset', { class: 'weigh' }, el('legend', {}, 'What counts'),
                ...ASPECTS.map((aspect, index) => el('div', { class: 'slider' },
                        el('label', { for: `weigh-${aspect}` }, NAMES[aspect]), this.sliders[index])),
                this.colours, this.add);
    }

    show(now) {
        weightsOf(now).forEach((weight, index) => {
            this.sliders[index].value = String(weight);
        });
        const shown = readPalette(paletteOf(now)?.palette ?? '');
        this.add.textContent = shown.length === 0 ? 'In other colours' : 'Add a colour';
        this.add.hidden = shown.length >= MOST;
        // A colour well that is open would close if it were made anew.
        if (this.told !== written(shown)) {
            this.told = written(shown);
            this.colours.replaceChildren(...shown.map((colour, index) => this.#row(colour, index)));
        }
    }

    #row({ hex, share }, index) {
        const change = (changes) => this.#told(this.#shown().map((each, at) => (at === index ? { ...each, ...changes } : each)));
        const well = el('input', { type: 'color', value: hex, 'aria-label': `Colour ${index + 1}`,
            onchange: (event) => change({ hex: event.target.value }) });
        const much = el('input', { type: 'range', min: 5, max: 100, step: 5, value: share, 'aria-label': `How much of colour ${index + 1}`,
            onchange: (event) => change({ share: Number(event.target.value) }) });
        return el('li', { class: 'palette-colour' }, well, much, iconButton('close', `Take out colour ${index + 1}`,
                () => this.#told(this.#shown().filter((_, at) => at !== index))));
    }

    #shown() {
        return readPalette(paletteOf(state())?.palette ?? '');
    }

    /** The address keeps where the sliders are, but for the plain question. */
    #weighed() {
        const weights = this.sliders.map((slider) => Number(slider.value));
        const now = state();
        if (paletteOf(now) && weights[1] === 0) {
            weights[1] = 0.1;
        }
        const text = weights.every((weight) => weight === 0) || weights.join() === '1,0,0,0' ? '' : weights.join();
        go({ ...plain(now), weights: text });
        this.show(state());
    }

    #told(colours) {
        const now = state();
        const before = paletteOf(now);
        let next = before ? withoutExample(now, before) : now;
        next = colours.length > 0 ? withExample(next, { palette: written(colours) }, true) : { ...next, weights: '' };
        go(next.like.length > 0 ? plain(next) : START);
    }
}

/** Aspects are weighed by cosine and not varied; the sheet says so by setting both back. */
const plain = (now) => ({ ...now, metric: 'cosine', lambda: 1 });

const swatches = (palette) => el('span', { class: 'swatches', 'aria-hidden': 'true' }, ...readPalette(palette).map(({ hex, share }) => {
    const tint = el('span', { class: 'tint' });
    tint.style.background = hex;
    tint.style.flexGrow = String(share);
    return tint;
}));

/** What a palette is called where it has to be said. */
export const paletteName = (palette) => readPalette(palette).map(({ hex }) => hex).join(', ');

/** A label for told colours among the examples, with a way to take them out. */
export function paletteLabel(example) {
    const name = paletteName(example.palette);
    const remove = () => {
        const next = withoutExample(state(), example);
        go(next.like.length > 0 ? { ...next, weights: '' } : START);
    };
    return el('li', { class: 'example palette', title: name }, el('span', { class: 'unseen' }, `in the colours ${name}`),
            swatches(example.palette), el('span', { class: 'example-sign', 'aria-hidden': 'true' }, icon('plus')),
            iconButton('close', 'Remove the colours from the query', remove, { class: 'icon-button example-remove' }));
}

/** Of what speaks for an answer, how much is each aspect: `colour 52 %, texture 31 %`; empty where only one was asked for. */
export function sharesText(shares) {
    const reasons = shares.filter(({ share }) => share > 0).sort((a, b) => b.share - a.share);
    const all = reasons.reduce((sum, { share }) => sum + share, 0);
    return shares.length < 2 ? '' : reasons.map(({ aspect, share }) => `${aspect} ${Math.round(100 * share / all)} %`).join(', ');
}
