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

    #draw({ engine, count, recall, one, several, words }) {
        const asked = [['like one', one], ['like several', several], ['words', words]]
            .filter(([, { curve }]) => curve.length > 0);
        this.content.replaceChildren(...[
            el('p', { class: 'quiet' }, one.beamWidth === 0
                ? `${engine}: every search of ${counted(count, 'picture')} is exact.`
                : `${engine}: asked to find ${recall} of the ten nearest, it keeps ${one.beamWidth} candidates.`),
            asked.length > 0 && curves('Share of the true ten nearest, and microseconds of a search', 'microseconds',
                    asked.map(([name, { curve }]) => ({ name, points: points(curve) }))),
            asked.length > 0 && el('details', {}, el('summary', {}, 'All beam widths'),
                    table('All beam widths', ['Asked', 'Beam width', 'Recall@10', 'Microseconds'],
                        asked.flatMap(([name, { curve }]) => curve.map((point) => [name, String(point.beamWidth),
                            point.recall.toFixed(4), point.microseconds.toFixed(0)])))),
        ].filter(Boolean));
    }
}

const points = (curve) => curve.map((point) => [Math.max(0.1, point.microseconds), point.recall]);
