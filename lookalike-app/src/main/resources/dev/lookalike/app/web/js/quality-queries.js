// The queries that were answered worst and best, with their pictures: the quickest way to see what goes wrong.

import { thumbnail } from './api.js';
import { el } from './dom.js';
import { likeThis } from './state.js';

const SIDE = 84;
const SHOWN = 6;
const parts = (labels) => labels.split(', ');

export class QueriesSection {
    constructor() {
        this.worst = el('div', {});
        this.best = el('div', {});
        this.element = el('section', { hidden: true, 'aria-label': 'Queries' },
                el('h2', {}, 'Answered worst'),
                el('p', { class: 'quiet' }, 'The query, and what was found; pictures of another label have a mark. Click one to ask with it.'),
                this.worst, el('h2', {}, 'Answered best'), this.best);
    }

    show({ evaluation }) {
        this.element.hidden = !evaluation;
        if (evaluation) {
            this.worst.replaceChildren(...evaluation.worst.slice(0, SHOWN).map(row));
            this.best.replaceChildren(...evaluation.best.slice(0, SHOWN).map(row));
        }
    }
}

function row({ image, label, averagePrecision, answers, answerLabels }) {
    return el('div', { class: 'asked' },
            el('div', { class: 'asked-query' }, picture(image, label, false),
                    el('span', { class: 'asked-label', title: label }, label),
                    el('span', { class: 'quiet' }, `AP ${averagePrecision.toFixed(2)}`)),
            el('ul', { class: 'asked-answers', 'aria-label': `Answers to picture ${image}` }, ...answers.map((answer, index) =>
                el('li', {}, picture(answer, answerLabels[index], !parts(label).some((each) => parts(answerLabels[index]).includes(each)))))));
}

function picture(id, label, wrong) {
    const words = `${label}${wrong ? ', wrong' : ''}, picture ${id}`;
    return el('a', { href: likeThis(id), 'data-go': true, class: wrong ? 'asked-picture wrong' : 'asked-picture', title: words },
            el('img', { src: thumbnail(id, '', SIDE), alt: words, width: SIDE, height: SIDE, loading: 'lazy', decoding: 'async' }));
}
