// What the gallery's own index finds of the true nearest, and what that costs.

import * as api from './api.js';
import { curves, table } from './chart.js';
import { counted, el } from './dom.js';

export class EngineSection {
    constructor() {
        this.content = el('div', { class: 'engine' });
        this.element = el('section', { hidden: true, 'aria-label': 'Engine' }, el('h2', {}, 'Engine'), this.content);
    }

    async show() {
        try {
            this.#draw(await api.index());
        } catch (problem) {
            this.content.replaceChildren(el('p', { class: 'quiet' }, problem.message));
        }
        this.element.hidden = false;
    }

    #draw({ engine, count, recall, beamWidth, curve, severalCurve }) {
        const several = severalCurve.length > 0 ? [{ name: 'like several', points: points(severalCurve) }] : [];
        this.content.replaceChildren(...[
            el('p', { class: 'quiet' }, beamWidth === 0
                ? `${engine}: every search of ${counted(count, 'picture')} is exact.`
                : `${engine}: asked to find ${recall} of the ten nearest, it keeps ${beamWidth} candidates.`),
            curve.length > 0 && curves('Share of the true ten nearest, and microseconds of a search', 'microseconds',
                    [{ name: 'like one', points: points(curve) }, ...several]),
            curve.length > 0 && el('details', {}, el('summary', {}, 'All beam widths'),
                    table('All beam widths', ['Beam width', 'Recall@10', 'Microseconds'], curve.map((point) =>
                        [String(point.beamWidth), point.recall.toFixed(4), point.microseconds.toFixed(0)]))),
        ].filter(Boolean));
    }
}

const points = (curve) => curve.map((point) => [Math.max(0.1, point.microseconds), point.recall]);
