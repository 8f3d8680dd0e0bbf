// How good the answers are: one section for each side of it, each in a module of its own.

import * as api from './api.js';
import { el, number, say } from './dom.js';
import { ClassesSection } from './quality-classes.js';
import { CompareSection } from './quality-compare.js';
import { EngineSection } from './quality-engine.js';
import { HealthSection } from './quality-health.js';
import { MeasuresSection } from './quality-measures.js';
import { QueriesSection } from './quality-queries.js';
import { state } from './state.js';
import { timeLeft } from './status.js';

/**
 * A section of this view.
 *
 * @typedef {Object} Section
 * @property {HTMLElement} element hidden while there is nothing to say
 * @property {function(Measured): void} show shows what was measured; called again whenever that changes
 */
/**
 * What a section may show.
 *
 * @typedef {Object} Measured
 * @property {Object|null} evaluation the one that the address names, or the newest; null if nothing was measured
 * @property {Object[]} all every evaluation that is remembered, the newest first
 */

export class Quality {
    constructor() {
        /** @type {Section[]} */
        this.compare = new CompareSection(() => this.#load());
        this.sections = [new MeasuresSection(), this.compare,
            new QueriesSection(), new ClassesSection(), new EngineSection(), new HealthSection()];
        this.button = el('button', { type: 'button', class: 'button main', onclick: () => this.#measure() }, 'Measure');
        this.message = el('p', { class: 'quiet' });
        this.failure = el('p', { class: 'failure', role: 'alert', hidden: true });
        this.bar = el('progress', { max: 1, value: 0, 'aria-label': 'Progress' });
        this.progressText = el('p', {});
        this.progress = el('div', { class: 'work', hidden: true }, this.progressText, this.bar);
        this.element = el('section', { class: 'quality', hidden: true },
                el('div', { class: 'quality-head' }, el('h1', {}, 'Quality'), this.button),
                this.message, this.failure, this.progress, ...this.sections.map((section) => section.element));
        this.all = null;
        this.job = 0;
        this.images = 0;
    }

    show() {
        this.element.hidden = false;
        document.title = 'Quality - Lookalike';
        if (this.all) {
            this.#render();
        }
        this.#load();
    }

    hide() {
        this.element.hidden = true;
    }

    /** Follows the job that measures, whoever began it. */
    heard(status) {
        this.images = status.images;
        this.compare.heard(status);
        const job = status.jobs.find((each) => each.kind === 'evaluate');
        const working = job && (job.state === 'running' || job.state === 'waiting');
        this.button.disabled = Boolean(working) || status.images === 0;
        this.progress.hidden = !working;
        if (working) {
            this.job = job.id;
            const { done = 0, total = 0, secondsLeft } = job.progress ?? {};
            this.bar.max = Math.max(1, total);
            this.bar.value = done;
            this.progressText.textContent = total === 0 ? 'Reading the gallery'
                : [`Asked for ${number(done)} of ${number(total)} pictures`, timeLeft(secondsLeft)].filter(Boolean).join(', ');
        } else if (job && job.id === this.job) {
            this.job = 0;
            this.#fail(job.problem?.detail);
            say(job.problem ? 'Measuring failed' : 'Measured');
            this.#load();
        }
    }

    async #measure() {
        this.button.disabled = true;
        this.#fail('');
        try {
            this.job = (await api.evaluate()).id;
            this.progress.hidden = false;
            this.progressText.textContent = 'Reading the gallery';
        } catch (problem) {
            this.button.disabled = false;
            this.#fail(problem.message);
        }
    }

    async #load() {
        try {
            this.all = await api.lastEvaluations();
        } catch (problem) {
            this.#fail(problem.message);
            return;
        }
        this.#render();
    }

    #fail(text) {
        this.failure.hidden = !text;
        this.failure.textContent = text ?? '';
    }

    #render() {
        const evaluation = this.all.find((each) => each.occasion.measured === state().measured) ?? this.all[0] ?? null;
        this.button.textContent = evaluation ? 'Measure again' : 'Measure';
        this.message.textContent = evaluation ? ''
            : 'Asks for every picture among all others and counts how many answers have its label: the name of its folder, '
                + 'or what its field label says. Sort pictures into a folder for each class, or add a table with a column '
                + 'label (lookalike add PHOTOS --metadata TABLE), then measure.';
        this.message.hidden = Boolean(evaluation);
        this.sections.forEach((section) => section.show({ evaluation, all: this.all }));
    }
}
