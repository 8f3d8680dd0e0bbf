// Networks, spaces, metrics and engines compared on the gallery's own pictures: what to compare, and what came of it.

import * as api from './api.js';
import { curves } from './chart.js';
import { counted, el, number, say } from './dom.js';
import { timeLeft } from './status.js';

const SPACES = ['usual', 'as-is', 'centred', 'pca-128', 'whitened-128', 'learnt'];
const METRICS = ['cosine', 'euclidean'];
const DEPTHS = [1, 5, 10, 20, 50, 100];
/** More lines cannot be told apart; the best are drawn. */
const MOST_LINES = 6;

export class CompareSection {
    /** @param {function(): void} compared is told when there is more to show among what was measured */
    constructor(compared) {
        this.compared = compared;
        this.choices = el('div', { class: 'choices' });
        this.button = el('button', { type: 'button', class: 'button main', onclick: () => this.#begin() }, 'Compare');
        this.end = el('button', { type: 'button', class: 'button', hidden: true, onclick: () => this.#end() }, 'Stop');
        this.failure = el('p', { class: 'failure', role: 'alert', hidden: true });
        this.bar = el('progress', { max: 1, value: 0, 'aria-label': 'Progress' });
        this.progressText = el('p', {});
        this.progress = el('div', { class: 'work', hidden: true }, this.progressText, this.bar);
        this.found = el('div', { class: 'charts' });
        this.details = el('details', { ontoggle: () => this.#offer() }, el('summary', {}, 'Compare others on these pictures'),
                el('p', { class: 'quiet' }, 'Every chosen network embeds the pictures anew, some hundred a second; every combination '
                    + 'of what is chosen is measured by folders and joins the table above. The gallery stays as it is.'),
                this.choices, el('div', { class: 'choices-do' }, this.button, this.end), this.failure, this.progress);
        this.element = el('section', { class: 'compare', 'aria-label': 'Compare others' }, this.details, this.found);
        this.job = 0;
        this.drawn = 0;
    }

    show() {}

    /** Follows the job that compares, whoever began it, and draws what it found. */
    heard({ jobs, images, model }) {
        this.model = model;
        const job = jobs.find((each) => each.kind === 'compare');
        const working = job?.state === 'running' || job?.state === 'waiting';
        this.button.disabled = working || images === 0;
        this.end.hidden = !working;
        this.progress.hidden = !working;
        if (working) {
            this.job = job.id;
            this.details.open = true;
            const { done = 0, total = 0, secondsLeft } = job.progress ?? {};
            this.bar.max = Math.max(1, total);
            this.bar.value = done;
            this.progressText.textContent = done === total ? 'Comparing'
                : [`Embedded ${number(done)} of ${number(total)}`, timeLeft(secondsLeft)].filter(Boolean).join(', ');
        } else if (job && job.id !== this.drawn) {
            this.drawn = job.id;
            this.#draw(job.id, job.id === this.job);
        }
    }

    async #offer() {
        if (!this.details.open || this.choices.childElementCount > 0) {
            return;
        }
        try {
            const [models, engines] = await Promise.all([api.models(), api.engines()]);
            this.choices.replaceChildren(
                    choice('Networks', models.map((each) => [each.name, each.name === this.model])),
                    choice('Spaces', SPACES.map((name) => [name, name === 'usual' || name === 'as-is'])),
                    choice('Metrics', METRICS.map((name) => [name, name === 'cosine'])),
                    choice('Engines', engines.filter((each) => each.ready && each.name !== 'milvus').map((each) => [each.name, false])));
        } catch (problem) {
            this.#fail(problem.message);
        }
    }

    #chosen(name) {
        return [...this.choices.querySelectorAll(`input[name="${name}"]:checked`)].map((each) => each.value);
    }

    async #begin() {
        const [models, spaces, metrics, engines] = ['Networks', 'Spaces', 'Metrics', 'Engines'].map((name) => this.#chosen(name));
        if (models.length === 0 || spaces.length === 0 || metrics.length === 0) {
            this.#fail('Choose a network, a space and a metric.');
            return;
        }
        this.#fail('');
        this.button.disabled = true;
        try {
            this.job = (await api.compare({ models, spaces, metrics, engines })).id;
        } catch (problem) {
            this.button.disabled = false;
            this.#fail(problem.message);
        }
    }

    async #end() {
        try {
            await api.stop(this.job);
        } catch (problem) {
            this.#fail(problem.message);
        }
    }

    async #draw(id, followed) {
        let job;
        try {
            job = await api.job(id);
        } catch (problem) {
            this.#fail(problem.message);
            return;
        }
        this.#fail(followed ? job.problem?.detail : '');
        if (followed) {
            say(job.problem ? 'Comparing failed' : 'Compared');
            this.compared();
        }
        if (!job.compared) {
            return;
        }
        const { photos, cells, engines } = job.compared;
        const best = [...cells].sort((a, b) => b.evaluation.meanAveragePrecision - a.evaluation.meanAveragePrecision).slice(0, MOST_LINES);
        const drawn = engines.filter((each) => each.points.length > 0).slice(0, MOST_LINES);
        this.found.replaceChildren(...[
            curves(`Precision among the first k, ${counted(photos, 'picture')}`, 'k', best.map((cell) => ({
                name: name(cell),
                points: DEPTHS.filter((depth) => cell.evaluation.measures[`P@${depth}`])
                    .map((depth) => [depth, cell.evaluation.measures[`P@${depth}`].mean]),
            }))),
            drawn.length > 0 && curves('Share of the true ten nearest, and microseconds of a search', 'microseconds',
                    drawn.map((each) => ({
                        name: `${each.engine}: ${name(each)}`,
                        points: each.points.map((point) => [Math.max(0.1, point.microseconds), point.recall]),
                    }))),
            ...engines.filter((each) => each.obstacle).map((each) => el('p', { class: 'quiet' }, `${each.engine}: ${each.obstacle}`)),
        ].filter(Boolean));
    }

    #fail(text) {
        this.failure.hidden = !text;
        this.failure.textContent = text ?? '';
    }
}

const name = ({ model, space, metric }) => [model, space, ...(metric === 'cosine' ? [] : [metric])].join(', ');

function choice(title, options) {
    return el('fieldset', {}, el('legend', {}, title), ...options.map(([value, checked]) =>
        el('label', {}, el('input', { type: 'checkbox', name: title, value, checked }), value)));
}
