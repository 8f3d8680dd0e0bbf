// How the gallery is: a small chip in the bar, live, and the view behind it with all there is to say.

import * as api from './api.js';
import { commandFor } from './browse.js';
import { bytes, counted, el, number, say } from './dom.js';

const PAGE = 100;

const working = (status) => status.jobs.find((job) => job.state === 'running' && job.progress
    && ['add', 'sync', 'import', 'map'].includes(job.kind));

/** 125 as `2 min left`. */
export function timeLeft(seconds) {
    if (!(seconds >= 0)) {
        return '';
    }
    if (seconds < 55) {
        return `${Math.max(5, Math.ceil(seconds / 5) * 5)} s left`;
    }
    const minutes = Math.round(seconds / 60);
    return minutes < 100 ? `${Math.max(1, minutes)} min left` : `${Math.round(minutes / 60)} h left`;
}

/** The chip of the bar. */
export class StateChip {
    constructor() {
        this.element = document.getElementById('state');
        this.words = document.getElementById('state-text');
        this.kind = '';
    }

    heard(status) {
        const job = working(status);
        if (job) {
            const { done, total, secondsLeft } = job.progress;
            const verb = job.kind === 'sync' ? 'Looking through' : 'Adding';
            const doing = job.kind === 'map' ? `Drawing the map, ${Math.floor(100 * done / total)} %`
                : `${verb} ${number(done)} of ${number(total)}`;
            this.#set('adding', [doing, timeLeft(secondsLeft)].filter(Boolean).join(', '));
        } else if (status.outfits.learning) {
            this.#set('adding', `Learning what goes with what, ${Math.floor(100 * status.outfits.done)} %`);
        } else {
            this.#set('ready', status.rejected > 0 ? `Ready, ${number(status.rejected)} rejected` : 'Ready');
        }
        this.element.title = `${counted(status.images, 'picture')}, ${status.model}`;
    }

    lost() {
        this.#set('lost', 'Connecting again');
    }

    #set(kind, text) {
        this.element.hidden = false;
        this.element.dataset.kind = kind;
        this.words.textContent = text;
        // Every step of a count would be too much to listen to.
        if (kind !== this.kind && this.kind !== '') {
            say(text);
        }
        this.kind = kind;
    }
}

/** The view of the same. */
export class Status {
    /** @param {import('./intake.js').Intake} intake */
    constructor(intake) {
        this.progress = el('div', { class: 'work', hidden: true });
        this.bar = el('progress', { max: 1, value: 0, 'aria-label': 'Progress' });
        this.progressText = el('p', {});
        this.progress.append(this.progressText, this.bar);
        this.figures = el('dl', { class: 'figures' });
        this.about = el('dl', { class: 'about' });
        this.command = el('code', { class: 'command-text' });
        this.rejectedTitle = el('h2', {}, 'Rejected files');
        this.rejected = el('div', { class: 'rejected' });
        this.more = el('button', { type: 'button', class: 'button', hidden: true, onclick: () => this.#loadMore() }, 'Show more');
        this.element = el('section', { class: 'status', hidden: true },
                el('h1', {}, 'Status'), this.progress, this.figures,
                el('div', { class: 'add-line' },
                        el('button', { type: 'button', class: 'button main', onclick: () => intake.chooseToAdd() }, 'Add pictures'),
                        el('span', { class: 'quiet' }, 'or a folder, where it is:'),
                        el('div', { class: 'command' }, this.command)),
                this.rejectedTitle, this.rejected, this.more,
                el('h2', {}, 'Gallery and model'), this.about);
        this.rejections = [];
    }

    show() {
        this.element.hidden = false;
        document.title = 'Status - Lookalike';
        this.#loadRejections();
    }

    hide() {
        this.element.hidden = true;
    }

    heard(status) {
        const job = working(status);
        this.progress.hidden = !job;
        if (job) {
            const { done, total, perSecond, secondsLeft } = job.progress;
            this.bar.max = Math.max(1, total);
            this.bar.value = done;
            const what = job.kind === 'map' ? `Drawing the map: ${number(done)} of ${number(total)} steps`
                : `${number(done)} of ${number(total)} files`;
            this.progressText.textContent = [what,
                perSecond > 0 && `${number(Math.round(perSecond))} a second`, timeLeft(secondsLeft)].filter(Boolean).join(', ');
        }
        const failed = status.jobs.find((each) => each.state === 'failed');
        this.#list(this.figures, [
            ['Pictures', number(status.images)],
            ['Rejected', number(status.rejected)],
            status.pending > 0 && ['Waiting', number(status.pending)],
            status.removed > 0 && ['Taken out', number(status.removed)],
        ]);
        this.#list(this.about, [
            ['Model', `${status.model}, ${number(status.dimension)} values`],
            ['Compared', status.space],
            ['Fingerprint', status.fingerprint],
            ['Gallery', status.gallery],
            ['Looked at', `${number(status.traits.ready)} of ${number(status.traits.total)}`],
            status.outfits.outfits > 0 && ['Outfits', `${number(status.outfits.outfits)}${status.outfits.learning
                ? `, learning what goes with what, ${Math.floor(100 * status.outfits.done)} %` : status.outfits.learnt > 0
                    ? `, what goes with what is learnt from ${number(status.outfits.learnt)}` : ''}`],
            status.tastes.learnt && ['Tastes', `learnt of ${number(status.tastes.likes)} likes of ${number(status.tastes.people)} people`],
            status.tastes.learning && ['Learning tastes', `${number(status.tastes.done)} of ${number(status.tastes.of)} steps`],
            ['Catalogue', bytes(status.catalogueBytes)],
            ['Version', status.version],
            failed && ['Last failure', failed.problem?.detail ?? failed.kind],
        ]);
        this.command.textContent = commandFor(status.gallery);
        if (!this.element.hidden && status.rejected !== this.known) {
            this.#loadRejections();
        }
        this.known = status.rejected;
    }

    #list(list, entries) {
        list.replaceChildren(...entries.filter(Boolean).map(([name, value]) =>
            el('div', {}, el('dt', {}, name), el('dd', {}, value))));
    }

    async #loadRejections() {
        if (this.loading) {
            return;
        }
        this.loading = true;
        try {
            const page = await api.rejections('', Math.max(PAGE, Math.min(1_000, this.rejections.length)));
            this.#show(page, []);
        } catch (problem) {
            this.rejected.replaceChildren(el('p', { role: 'alert' }, problem.message));
        } finally {
            this.loading = false;
        }
    }

    async #loadMore() {
        try {
            this.#show(await api.rejections(this.next, PAGE), this.rejections);
        } catch (problem) {
            this.rejected.append(el('p', { role: 'alert' }, problem.message));
        }
    }

    #show(page, before) {
        this.rejections = [...before, ...page.rejections];
        this.next = page.next;
        this.more.hidden = page.next === undefined;
        this.rejectedTitle.textContent = page.total > 0 ? `Rejected files (${number(page.total)})` : 'Rejected files';
        if (this.rejections.length === 0) {
            this.rejected.replaceChildren(el('p', { class: 'quiet' }, 'None. Every file that was seen is in the gallery.'));
            return;
        }
        // Many files often share one reason; it is said once.
        const groups = Map.groupBy(this.rejections, (each) => each.reason);
        this.rejected.replaceChildren(...[...groups].map(([reason, files]) => el('details', { open: groups.size <= 8 },
                el('summary', {}, el('span', { class: 'reason' }, reason), el('span', { class: 'chip-count' }, number(files.length))),
                el('ul', {}, ...files.map((file) => el('li', {}, file.path))))));
    }
}
