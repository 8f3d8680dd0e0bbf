// What is wrong with the collection: copies, pictures unlike all others, labels that their neighbours contradict.

import * as api from './api.js';
import { counted, el, note, number, say } from './dom.js';
import { likeThis } from './state.js';
import { timeLeft } from './status.js';

const POLL = 500;
/** So many of a kind are shown at first. */
const FOLDED = 8;
const SIDE = 160;
const percent = (share) => `${Math.round(100 * share)} %`;

export class HealthSection {
    constructor() {
        this.labels = el('select', { id: 'health-labels' }, el('option', { value: 'folder' }, 'folder'));
        this.button = el('button', { type: 'button', class: 'button main', onclick: () => this.#begin() }, 'Look through it');
        this.bar = el('progress', { max: 1, value: 0, 'aria-label': 'Progress' });
        this.progressText = el('p', {});
        this.progress = el('div', { class: 'work', hidden: true }, this.progressText, this.bar);
        this.found = el('div', { class: 'health-found' });
        this.element = el('section', { class: 'health', 'aria-label': 'Health of the collection' },
                el('h2', {}, 'Health of the collection'),
                el('p', { class: 'quiet' }, 'Looks for copies of one photo, pictures unlike all others, and labels that the most alike contradict.'),
                el('div', { class: 'health-ask' }, el('label', { for: 'health-labels' }, 'Labels'), this.labels, this.button),
                this.progress, this.found);
        this.shown = 0;
        this.following = 0;
    }

    /** Shows what was found last, by whomever, or how far it has come. */
    async show() {
        try {
            const [fields, status] = await Promise.all([api.fields(), api.status()]);
            const known = new Set([...this.labels.options].map((option) => option.value));
            this.labels.append(...fields.filter((field) => !known.has(field.name)).map((field) => el('option', { value: field.name }, field.name)));
            const job = status.jobs.find((each) => each.kind === 'inspect');
            if (job && job.id !== this.shown) {
                await this.#follow(job.id);
            }
        } catch (problem) {
            this.#fail(problem);
        }
    }

    async #begin() {
        this.button.disabled = true;
        try {
            const job = await api.inspect({ labels: this.labels.value });
            await this.#follow(job.id);
        } catch (problem) {
            this.#fail(problem);
        }
    }

    async #follow(id) {
        if (this.following === id) {
            return;
        }
        this.following = id;
        let job = await api.job(id);
        while (job.state === 'waiting' || job.state === 'running') {
            this.#working(job.progress);
            await new Promise((resolve) => setTimeout(resolve, POLL));
            job = await api.job(id);
        }
        this.following = 0;
        this.shown = id;
        this.progress.hidden = true;
        this.button.disabled = false;
        if (job.problem) {
            this.#fail(new Error(job.problem.detail));
        } else {
            this.#draw(job.inspected);
            say('The collection was looked through');
        }
    }

    #working(progress) {
        this.button.disabled = true;
        this.progress.hidden = false;
        const { done = 0, total = 0, secondsLeft } = progress ?? {};
        this.bar.max = Math.max(1, total);
        this.bar.value = done;
        this.progressText.textContent = total === 0 ? 'Looking for what is alike'
            : [`${number(done)} of ${number(total)} steps`, timeLeft(secondsLeft)].filter(Boolean).join(', ');
    }

    #fail(problem) {
        this.following = 0;
        this.progress.hidden = true;
        this.button.disabled = false;
        this.found.replaceChildren(el('p', { role: 'alert' }, problem.message));
    }

    #draw({ pictures, copyGroups, copies, outliers, doubts, unreadable, seconds }) {
        const more = copyGroups > copies.length ? `, the first ${number(copies.length)} of them` : '';
        this.found.replaceChildren(
                el('p', { class: 'quiet' }, `${counted(pictures, 'picture')} looked at in ${timeTaken(seconds)}.`),
                el('h3', {}, `Copies: ${counted(copyGroups, 'group')}${more}`),
                list(copies, 'No two pictures show one photo.', copiesRow),
                el('h3', {}, 'Unlike all others'),
                list(outliers, 'None.', (one) => el('li', { class: 'health-row' }, picture(one.image, 'least like any other'),
                        picture(one.nearest, `the nearest, score ${one.score.toFixed(2)}`, false))),
                el('h3', {}, 'Doubtful labels'),
                list(doubts, 'None: every label is that of most pictures around it, or there are no labels.', doubtRow),
                ...(unreadable.length === 0 ? [] : [el('h3', {}, 'Files that could not be read'),
                    el('ul', { class: 'health-files' }, ...unreadable.map((each) => el('li', {}, `${each.path}: ${each.reason}`)))]));
    }
}

const timeTaken = (seconds) => (seconds < 60 ? `${Math.max(1, Math.round(seconds))} s` : `${Math.round(seconds / 60)} min`);

/** The first few, and all of them for who asks. */
function list(items, none, row) {
    if (items.length === 0) {
        return el('p', { class: 'quiet' }, none);
    }
    const rows = el('ul', { class: 'health-list' }, ...items.slice(0, FOLDED).map(row));
    if (items.length <= FOLDED) {
        return rows;
    }
    const more = el('button', { type: 'button', class: 'button small', onclick: () => {
        const added = items.slice(FOLDED).map(row);
        rows.append(...added);
        more.remove();
        added[0].querySelector('a')?.focus();
    } }, `Show all ${number(items.length)}`);
    return el('div', {}, rows, more);
}

function copiesRow({ sameFile, agreement, images }) {
    return el('li', { class: 'health-group' },
            el('p', { class: 'quiet' }, sameFile ? 'The same file' : `One photo, ${percent(agreement)} of the details agree`),
            el('div', { class: 'health-row' }, ...images.map((image) => picture(image, size(image)))));
}

function doubtRow({ image, labels, share, instead, insteadShare }) {
    return el('li', { class: 'health-row' }, picture(image,
            `${labels.join(', ')} (${percent(share)}), perhaps ${instead} (${percent(insteadShare)})`));
}

const size = ({ width, height, bytes }) => `${number(width)} x ${number(height)}, ${number(Math.max(1, Math.round(bytes / 1000)))} kB`;

/** A picture with what is said of it, and a button that takes it out of the gallery. */
function picture(image, words, removable = true) {
    const figure = el('figure', { class: 'health-picture' },
            el('a', { href: likeThis(image.id), 'data-go': true, title: image.path },
                    el('img', { src: api.thumbnail(image.id, image.sha256, SIDE), alt: image.name, loading: 'lazy' })),
            el('figcaption', {}, el('span', { class: 'health-name' }, image.folder ? `${image.folder}/${image.name}` : image.name),
                    el('span', { class: 'quiet' }, words)));
    if (removable) {
        const button = el('button', { type: 'button', class: 'button', 'aria-label': `Take ${image.name} out of the gallery` }, 'Take out');
        button.addEventListener('click', async () => {
            button.disabled = true;
            try {
                await api.remove(image.id);
                figure.classList.add('taken');
                button.textContent = 'Taken out';
                say(`${image.name} was taken out; its file stays`);
            } catch (problem) {
                button.disabled = false;
                note(problem.message, true);
            }
        });
        figure.append(button);
    }
    return figure;
}
