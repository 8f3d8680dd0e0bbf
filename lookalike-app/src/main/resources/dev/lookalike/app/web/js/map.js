// The map: all pictures as points, those that are alike side by side. What is drawn lies in plot.js, its colours in
// mapcolours.js; here are the controls, the legend, what was chosen, and the job that draws it on the server.

import * as api from './api.js';
import { recall } from './columns.js';
import { counted, el, icon, iconButton, note, number, say, touch } from './dom.js';
import { byDate, ground, groupsOf, ring, watchLight } from './mapcolours.js';
import { css, Plot } from './plot.js';
import { follow, go, likeThis, START, state, write } from './state.js';
import { timeLeft } from './status.js';
import { alternative } from './tile.js';

const SIDE = 65_535;
const REST_MS = 400;
const MOST_CHOSEN_SHOWN = 60;
const MOST_EXAMPLES = 16;
const HINT = touch.matches
    ? 'Drag to move, pinch to come closer, tap a picture to find its like.'
    : 'Drag to move, scroll to come closer, click a picture to find its like, Shift-drag to choose several.';
const KEYS = ' By keyboard: arrows move between pictures, + and - come closer and back, 0 shows all, Enter finds its like, '
    + 'Space looks at it.';

export class MapView {
    constructor() {
        this.canvas = el('canvas', { class: 'map-canvas', tabindex: '0', role: 'application', 'aria-label': 'Map',
            'aria-describedby': 'map-hint' });
        this.tip = el('div', { class: 'map-tip', hidden: true });
        this.message = el('div', { class: 'message map-message', hidden: true });
        this.workText = el('p', {});
        this.workBar = el('progress', { max: 1, value: 0, 'aria-label': 'Drawing the map' });
        this.work = el('div', { class: 'work map-work', hidden: true }, this.workText, this.workBar,
                el('button', { type: 'button', class: 'button small', onclick: () => this.#stop() }, 'Stop'));
        this.legend = el('div', { class: 'map-legend' });
        this.chosen = el('section', { class: 'map-chosen', 'aria-label': 'Chosen pictures', hidden: true });
        this.colours = this.#choice('colour', [['cluster', 'Cluster'], ['folder', 'Folder'], ['date', 'Date']]);
        this.by = this.#choice('by', [['tsne', 't-SNE'], ['pca', 'PCA']]);
        this.lasso = iconButton('lasso', 'Choose several: draw around them', () => this.#draws(!this.plot.drawsLasso),
                { 'aria-pressed': 'false' });
        this.element = el('section', { class: 'map', hidden: true },
                el('h1', { class: 'unseen' }, 'Map'),
                el('div', { class: 'map-bar' },
                        el('span', { class: 'map-label', 'aria-hidden': 'true' }, 'Colour'), this.colours,
                        el('span', { class: 'map-label', 'aria-hidden': 'true' }, 'Map'), this.by,
                        el('span', { class: 'map-tools' }, this.lasso,
                                iconButton('plus', 'Closer', () => this.plot.zoomBy(2)),
                                iconButton('minus', 'Farther', () => this.plot.zoomBy(0.5)),
                                iconButton('whole', 'Show all', () => this.plot.lookAt(0.5, 0.5, 1)))),
                el('div', { class: 'map-body' },
                        el('div', { class: 'map-box' }, this.canvas, this.tip, this.message, this.work),
                        el('aside', { class: 'map-side', 'aria-label': 'Legend' }, this.legend)),
                el('p', { class: 'quiet map-hint', id: 'map-hint' }, HINT, el('span', { class: 'unseen' }, KEYS)), this.chosen);
        this.plot = new Plot(this.canvas, {
            thumbnail: (i) => api.thumbnail(this.map.ids[i], '', 48),
            point: (i, byKey) => this.#point(i, byKey),
            pick: (i) => follow(likeThis(this.map.ids[i])),
            lasso: (points) => this.#choose(points),
            moved: () => this.#moved(),
        });
        this.canvas.addEventListener('keydown', (event) => this.#pressed(event));
        watchLight(() => this.map && this.#colour());
        // What the quick look asks of a view: there is no order to step through here.
        this.wall = { source: { count: 0 }, indexOf: () => -1, tileOfId: () => null, focus: () => this.canvas.focus() };
        this.lit = -1;
    }

    async show(now, kept, opened) {
        this.element.hidden = false;
        document.title = 'Map - Lookalike';
        this.#press(this.colours, now.colour);
        this.#press(this.by, now.by);
        if (opened || now.by !== this.shownBy || !this.map) {
            this.colourNow = now.colour;
            await this.#load(now.by, opened);
            return;
        }
        if (now.colour !== this.colourNow) {
            this.colourNow = now.colour;
            this.lit = -1;
            this.#colour();
        }
        this.#lookWhere(now.at);
    }

    hide() {
        this.element.hidden = true;
        this.cancel?.abort();
    }

    async #load(by, mayDraw) {
        this.cancel?.abort();
        this.cancel = new AbortController();
        const { signal } = this.cancel;
        this.shownBy = by;
        try {
            const [map, clusters] = await Promise.all([api.map(by, signal), api.clusters(signal)]);
            this.map = map;
            this.clusters = clusters;
            this.#choose([]);
            this.lit = -1;
            this.plot.show(Float32Array.from(map.x, (x) => x / SIDE), Float32Array.from(map.y, (y) => y / SIDE));
            this.#colour();
            this.#lookWhere(state().at);
            this.canvas.setAttribute('aria-label', `Map of ${counted(map.ids.length, 'picture')}`);
            this.#tell();
            if (map.due && mayDraw && !this.job) {
                await this.#draw();
            }
        } catch (problem) {
            if (problem.name !== 'AbortError') {
                this.#say(problem.message, 'Try again', () => this.#load(by, true));
            }
        }
    }

    #tell() {
        const { map } = this;
        if (map.ids.length > 0) {
            this.message.hidden = true;
        } else if (map.due) {
            this.#say('The map was not drawn yet.', 'Draw it', () => this.#draw());
        } else {
            this.#say('No pictures here yet.', 'Add some', () => go(START));
        }
    }

    #say(text, label, act) {
        this.message.replaceChildren(el('p', { role: 'status' }, text),
                el('button', { type: 'button', class: 'button', onclick: act }, label));
        this.message.hidden = false;
    }

    async #draw() {
        this.message.hidden = true;
        try {
            this.#working(await api.drawMap());
        } catch (problem) {
            if (this.map.ids.length > 0) {
                note(`The map is not drawn again: ${problem.message}`, true);
            } else {
                this.#say(problem.message, 'Try again', () => this.#draw());
            }
        }
    }

    #working(job) {
        this.job = job.id;
        const { done = 0, total = 1, secondsLeft } = job.progress ?? {};
        this.workText.textContent = [this.map?.ids.length > 0 ? 'Drawing it again' : 'Drawing the map',
            `${Math.floor(100 * done / total)} %`, timeLeft(secondsLeft)].filter(Boolean).join(', ');
        this.workBar.max = total;
        this.workBar.value = done;
        this.work.hidden = false;
    }

    #stop() {
        api.stop(this.job).catch((problem) => note(problem.message, true));
    }

    /** Hears the gallery's status: how far the drawing is, and that it is done. */
    heard(status) {
        const job = status.jobs.find((each) => each.kind === 'map' && (each.id === this.job || each.state === 'running'));
        if (!job) {
            return;
        }
        if (job.state === 'running' || job.state === 'waiting') {
            this.#working(job);
        } else if (job.id === this.job) {
            this.job = 0;
            this.work.hidden = true;
            if (job.state === 'failed' && !this.element.hidden) {
                note(job.problem.detail, true);
                this.#tell();
            } else if (this.element.hidden) {
                this.map = null;
            } else {
                this.#load(this.shownBy, false);
            }
        }
    }

    #choice(key, choices) {
        return el('span', { class: 'map-choice', role: 'group', 'aria-label': key === 'by' ? 'Map by' : 'Colour by' },
                ...choices.map(([value, label]) => el('button', { type: 'button', class: 'chip', 'data-value': value,
                    onclick: () => go({ ...state(), [key]: value }, { replace: true }) }, label)));
    }

    #press(choice, value) {
        [...choice.children].forEach((each) => {
            each.classList.toggle('on', each.dataset.value === value);
            each.setAttribute('aria-pressed', String(each.dataset.value === value));
        });
    }

    #colour() {
        const colours = new Uint32Array(this.map.ids.length);
        if (this.colourNow === 'date') {
            const dates = byDate(this.map);
            colours.set(dates.colours);
            this.legend.replaceChildren(this.#scale(dates));
        } else {
            const { groups, of } = groupsOf(this.map, this.clusters, this.colourNow);
            of.forEach((group, i) => {
                colours[i] = this.lit < 0 || this.lit === group ? groups[group].colour : 0;
            });
            this.legend.replaceChildren(this.#groups(groups));
        }
        this.plot.colour(colours, ring(), ground());
    }

    #groups(groups) {
        return el('ul', { class: 'map-groups', 'aria-label': this.colourNow === 'cluster' ? 'Clusters' : 'Folders' },
                ...groups.map((group, i) => {
                    const swatch = el('span', { class: 'map-swatch', 'aria-hidden': 'true' });
                    swatch.style.backgroundColor = css(group.colour);
                    return el('li', {},
                            el('button', { type: 'button', class: 'map-group', 'aria-pressed': String(this.lit === i),
                                onclick: () => this.#light(this.lit === i ? -1 : i) },
                            swatch, el('span', { class: 'map-name' }, group.name),
                            el('span', { class: 'chip-count' }, number(group.count))),
                            group.typical > 0 && el('a', { class: 'map-typical', href: likeThis(group.typical), 'data-go': true,
                                title: 'A typical picture: find its like' },
                            el('img', { src: api.thumbnail(group.typical, '', 36), alt: `A typical picture of ${group.name}`,
                                loading: 'lazy', draggable: 'false' })));
                }));
    }

    /** Shows one group alone, or all. */
    #light(group) {
        this.lit = group;
        this.#colour();
        this.legend.querySelectorAll('.map-group')[group]?.focus();
    }

    #scale({ first, last, stops }) {
        const bar = el('span', { class: 'map-scale', 'aria-hidden': 'true' });
        bar.style.backgroundImage = `linear-gradient(to right, ${stops.map(css).join(', ')})`;
        const day = (seconds) => (seconds === undefined ? '' : new Date(seconds * 1_000).toLocaleDateString('en', { dateStyle: 'medium', timeZone: 'UTC' }));
        return el('div', { class: 'map-dates' }, el('p', {}, 'When taken, or added'), bar,
                el('p', { class: 'map-ends' }, el('span', {}, day(first)), el('span', {}, day(last))));
    }

    async #point(i, byKey) {
        clearTimeout(this.tipTimer);
        this.canvas.style.cursor = i < 0 ? 'grab' : 'pointer';
        if (i < 0) {
            this.tip.hidden = true;
            return;
        }
        const id = this.map.ids[i];
        this.tipTimer = setTimeout(async () => {
            const item = await recall(id).catch(() => null);
            if (!item || this.plot.current !== i) {
                return;
            }
            const at = this.plot.at(i);
            this.tip.replaceChildren(el('img', { src: api.thumbnail(id, item.version, 120), alt: '' }), el('span', {}, item.name));
            this.tip.style.left = `${Math.min(Math.max(8, at.x + 14), this.plot.width - 148)}px`;
            this.tip.style.top = `${Math.min(Math.max(8, at.y + 14), this.plot.height - 170)}px`;
            this.tip.hidden = false;
            if (byKey) {
                say(alternative(item));
            }
        }, byKey ? 0 : 60);
    }

    #pressed(event) {
        if (event.ctrlKey || event.metaKey || event.altKey || !this.map) {
            return;
        }
        const id = this.map.ids[this.plot.current];
        const acts = {
            ArrowLeft: () => this.plot.step(-1, 0),
            ArrowRight: () => this.plot.step(1, 0),
            ArrowUp: () => this.plot.step(0, -1),
            ArrowDown: () => this.plot.step(0, 1),
            '+': () => this.plot.zoomBy(1.6),
            '=': () => this.plot.zoomBy(1.6),
            '-': () => this.plot.zoomBy(1 / 1.6),
            0: () => this.plot.lookAt(0.5, 0.5, 1),
            Enter: () => id && follow(likeThis(id)),
            ' ': () => id && go({ ...state(), look: id }),
            Escape: () => (this.chosen.hidden && !this.plot.drawsLasso ? null : this.#choose([])),
        };
        if (!acts[event.key] || acts[event.key]() === null) {
            return;
        }
        event.preventDefault();
    }

    #draws(on) {
        this.plot.drawsLasso = on;
        this.lasso.setAttribute('aria-pressed', String(on));
    }

    /** Shows what was drawn around, the nearest to its middle first. */
    #choose(points) {
        this.#draws(false);
        this.chosen.hidden = points.length === 0;
        if (points.length === 0) {
            return;
        }
        const mean = (values) => points.reduce((sum, i) => sum + values[i], 0) / points.length;
        const [x, y] = [mean(this.map.x), mean(this.map.y)];
        const ids = points.map((i) => [(this.map.x[i] - x) ** 2 + (this.map.y[i] - y) ** 2, this.map.ids[i]])
                .sort((a, b) => a[0] - b[0]).map(([, id]) => id);
        const examples = ids.slice(0, MOST_EXAMPLES).map((image) => ({ image }));
        this.chosen.replaceChildren(
                el('div', { class: 'map-chosen-line' }, el('h2', {}, counted(ids.length, 'picture')),
                        el('a', { class: 'button main', 'data-go': true, href: write({ ...START, view: 'result', like: examples }) },
                                icon('search'), ids.length > MOST_EXAMPLES ? `Find pictures like the ${MOST_EXAMPLES} in the middle` : 'Find pictures like these'),
                        iconButton('close', 'Let go of them', () => this.#choose([]))),
                el('ul', { class: 'map-strip', 'aria-label': 'Chosen pictures' }, ...ids.slice(0, MOST_CHOSEN_SHOWN).map((id) =>
                    el('li', {}, el('a', { href: likeThis(id), 'data-go': true }, el('img', { src: api.thumbnail(id, '', 72),
                        alt: `Picture ${id}: find its like`, loading: 'lazy', draggable: 'false' }))))),
                ids.length > MOST_CHOSEN_SHOWN && el('p', { class: 'quiet' }, `The ${MOST_CHOSEN_SHOWN} nearest to the middle are shown.`));
        say(`${counted(ids.length, 'picture')} chosen`);
    }

    /** Writes where it looks into the address once it rests. */
    #moved() {
        this.tip.hidden = true;
        clearTimeout(this.resting);
        this.resting = setTimeout(() => {
            if (state().view === 'map' && this.map && !this.element.hidden) {
                const { center, zoom } = this.plot;
                const at = zoom === 1 && center.x === 0.5 && center.y === 0.5 ? ''
                    : [center.x.toFixed(4), center.y.toFixed(4), zoom.toFixed(1)].map(Number).join(',');
                this.at = at;
                go({ ...state(), at }, { replace: true });
            }
        }, REST_MS);
    }

    #lookWhere(at) {
        if (at === this.at) {
            return;
        }
        this.at = at;
        this.plot.lookAt(...(at ? at.split(',').map(Number) : [0.5, 0.5, 1]));
    }
}
