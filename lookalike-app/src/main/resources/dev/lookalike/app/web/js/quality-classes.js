// Which classes are found, and which are taken for which.

import { bars } from './chart.js';
import { el, number } from './dom.js';

/** More rows than this are a wall of numbers; the hardest are shown. */
const MOST = 20;

export class ClassesSection {
    constructor() {
        this.title = el('h2', {}, 'Classes');
        this.bars = el('div', {});
        this.matrix = el('div', {});
        this.element = el('section', { hidden: true, 'aria-label': 'Classes' }, this.title,
                el('p', { class: 'quiet' }, 'Right among the first ten, the hardest class first.'), this.bars,
                el('h2', {}, 'Who is taken for whom'),
                el('p', { class: 'quiet' }, 'Of the first ten answers to pictures of a row, how many of a hundred are of a column.'),
                this.matrix);
    }

    show({ evaluation }) {
        this.element.hidden = !evaluation;
        if (!evaluation) {
            return;
        }
        const hardest = [...evaluation.classes].sort((a, b) => a.precisionAt10 - b.precisionAt10).slice(0, MOST);
        this.title.textContent = hardest.length < evaluation.classes.length
            ? `Classes: the hardest ${number(MOST)} of ${number(evaluation.classes.length)}` : 'Classes';
        this.bars.replaceChildren(bars(hardest.map((each) => [each.name, each.precisionAt10])));
        const names = hardest.map((each) => each.name);
        this.matrix.replaceChildren(el('div', { class: 'wide', role: 'region', 'aria-label': 'Who is taken for whom', tabindex: '0' },
                el('table', { class: 'confusion' },
                        el('thead', {}, el('tr', {}, el('td', {}), ...names.map((name) => el('th', { scope: 'col' }, el('span', {}, name))))),
                        el('tbody', {}, ...hardest.map((each) => el('tr', {}, el('th', { scope: 'row' }, each.name),
                                ...names.map((name) => cell(each, name))))))));
    }
}

function cell(each, name) {
    const share = each.neighbours[name] ?? 0;
    const percent = Math.round(100 * share);
    const made = el('td', { class: name === each.name ? 'own' : '', title: `${each.name} finds ${name}: ${percent} of 100` },
            percent > 0 ? String(percent) : '');
    made.style.setProperty('--share', share.toFixed(3));
    return made;
}
