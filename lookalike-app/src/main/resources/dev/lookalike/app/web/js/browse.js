// The wall of all pictures, with folders and guessed categories to narrow it.

import * as api from './api.js';
import { Columns } from './columns.js';
import { counted, el, icon, note, number, say, touch } from './dom.js';
import { Facets } from './facets.js';
import { follow, go, likeThis, START, state, withExample, write } from './state.js';
import { Wall } from './wall.js';

const FOLDED = 14;
const GROW_MS = 3_000;
const HEADSTART_MS = 200;
const ADD_HERE = touch.matches ? 'Choose pictures to add' : 'Drop pictures here to add them, or choose some';

export class Browse {
    /**
     * @param {Object} options
     * @param {import('./intake.js').Intake} options.intake
     * @param {function(import('./tile.js').Item): void} options.menu opens the sheet of a picture
     */
    constructor({ intake, menu }) {
        this.intake = intake;
        this.wall = new Wall({
            label: 'Pictures',
            on: {
                open: (item) => follow(likeThis(item.id)),
                positive: (item) => this.#gather(item, true),
                negative: (item) => this.#gather(item, false),
                look: (item) => go({ ...state(), look: item.id }),
                menu,
            },
        });
        this.title = el('h1', { class: 'unseen' }, 'All pictures');
        this.folders = el('nav', { class: 'chips', 'aria-label': 'Folders', hidden: true });
        this.categories = el('nav', { class: 'chips', 'aria-label': 'Categories', hidden: true });
        this.facets = new Facets();
        this.message = el('div', { class: 'message', hidden: true });
        this.element = el('section', { class: 'browse', hidden: true }, this.title, this.folders, this.categories, this.facets.element,
                this.message, this.wall.element);
        this.unfolded = new Set();
        this.groups = { folders: [], categories: [] };
        this.columns = null;
        this.images = -1;
    }

    async show(now, kept, opened) {
        this.element.hidden = false;
        document.title = now.category || now.folder ? `${now.category || now.folder} - Lookalike` : 'Lookalike';
        this.#chips(now);
        const same = ['folder', 'category', 'where'].every((key) => this.columns?.filter[key] === now[key]);
        if (same && (this.columns.complete || this.loading)) {
            if (opened) {
                this.wall.layOut();
                scrollTo({ top: kept.scroll ?? 0, behavior: 'instant' });
                this.wall.update();
            }
            return;
        }
        await this.#load(now, kept.scroll ?? 0);
    }

    hide() {
        this.element.hidden = true;
        this.wall.rest();
    }

    async #load(now, scroll) {
        this.cancel?.abort();
        this.cancel = new AbortController();
        const { signal } = this.cancel;
        const columns = new Columns({ folder: now.folder, category: now.category, where: now.where });
        this.columns = columns;
        this.loading = true;
        // Nobody waits for the chips at the top, the pictures come first; but where one was is counted with them above.
        const groups = this.#loadGroups();
        let first = true;
        let restoring = scroll > 0;
        try {
            if (restoring) {
                await groups;
            }
            await columns.load(signal, () => {
                this.#tell(columns);
                this.wall.show(columns, { restart: first });
                if (first || restoring) {
                    scrollTo({ top: scroll, behavior: 'instant' });
                    restoring = scrollY < scroll - 2 && !columns.complete;
                }
                this.wall.update();
                // The rest of a long list is read once the first pictures are on the screen.
                const headstart = first && !restoring ? HEADSTART_MS : 0;
                first = false;
                return new Promise((done) => setTimeout(done, headstart));
            });
            say(this.title.textContent);
        } catch (problem) {
            if (problem.name !== 'AbortError') {
                this.#failed(problem);
            }
        } finally {
            if (this.columns === columns) {
                this.loading = false;
            }
        }
    }

    #failed(problem) {
        if (this.columns.count > 0) {
            note(problem.message, true);
            return;
        }
        const again = el('button', { type: 'button', class: 'button', onclick: () => this.#load(state(), 0) }, 'Try again');
        this.message.replaceChildren(el('p', { role: 'alert' }, problem.message), again);
        this.message.hidden = false;
    }

    /** Says how many there are, or what to do where there are none. */
    #tell(columns) {
        const { folder, category, where } = columns.filter;
        const place = [category, folder && `in ${folder}`, where && `where ${where}`].filter(Boolean).join(' ');
        this.title.textContent = place ? `${counted(columns.total, 'picture')}: ${place}` : counted(columns.total, 'picture');
        this.message.hidden = columns.total > 0;
        if (columns.total > 0) {
            return;
        }
        if (folder || category || where) {
            this.message.replaceChildren(el('p', {}, `No pictures here: ${place}.`),
                    el('a', { class: 'button', href: '/', 'data-go': true }, 'Show all'));
        } else if (!this.message.querySelector('.zone')) {
            this.message.replaceChildren(this.#empty());
        }
    }

    #empty() {
        const words = this.gallery ? commandFor(this.gallery) : './lookalike add PHOTOS';
        const command = el('code', { class: 'command-text' }, words);
        const copy = el('button', {
            type: 'button', class: 'icon-button', 'aria-label': 'Copy the command', title: 'Copy',
            onclick: () => navigator.clipboard?.writeText(command.textContent).then(() => note('Copied')),
        }, icon('copy'));
        return el('div', { class: 'empty' },
                el('h2', {}, 'No pictures here yet.'),
                el('button', { type: 'button', class: 'zone', onclick: () => this.intake.chooseToAdd() }, icon('picture'),
                        el('span', { class: 'zone-text' }, ADD_HERE)),
                el('p', { class: 'quiet' }, 'Or add a folder, where it is, from a terminal:'),
                el('div', { class: 'command' }, command, copy));
    }

    /** Hears the gallery's status: pictures that were added appear at the foot of the wall, the rest stays where it is. */
    heard(status) {
        this.gallery = status.gallery;
        const working = status.jobs.some((job) => job.state === 'running' && (job.kind === 'add' || job.kind === 'sync'));
        const zone = this.message.querySelector('.zone-text');
        if (zone && status.images === 0) {
            zone.textContent = working ? 'Adding. The first pictures appear in a moment.' : ADD_HERE;
            this.message.querySelector('.command-text').textContent = commandFor(status.gallery);
        }
        const before = this.images;
        this.images = status.images;
        if (before === -1 || before === status.images || !this.columns || this.loading) {
            return;
        }
        if (status.images < before) {
            this.stale = true;
        }
        this.growing ??= setTimeout(() => this.#grow(), this.columns.count === 0 ? 300 : GROW_MS);
    }

    async #grow() {
        this.growing = null;
        if (this.element.hidden || this.loading) {
            this.columns = this.element.hidden ? null : this.columns;
            return;
        }
        if (this.stale) {
            this.stale = false;
            await this.#load(state(), scrollY);
            return;
        }
        const { columns } = this;
        const before = columns.count;
        try {
            await columns.load(this.cancel.signal, () => {});
        } catch {
            return;
        }
        if (columns === this.columns && columns.count > before) {
            this.#tell(columns);
            this.wall.show(columns, { restart: false });
            this.#loadGroups();
        }
    }

    async #loadGroups() {
        try {
            const [folders, categories] = await Promise.all([api.folders(), api.categories(), this.facets.load()]);
            this.groups = { folders, categories };
            this.#chips(state());
        } catch {
            // Without chips the wall is still whole; the status tells that the server is gone.
        }
    }

    #chips(now) {
        this.facets.show(now);
        this.#folderChips(now);
        const all = this.groups.categories;
        this.categories.hidden = all.length < 2;
        const shown = this.unfolded.has('categories') ? all
                : all.filter((group, index) => index < FOLDED || group.name === now.category);
        this.#fill(this.categories, [
            ...shown.map((group) => {
                const on = group.name === now.category;
                return chip(group.name, group.count, { ...now, category: on ? '' : group.name }, on);
            }),
            shown.length < all.length && this.#unfold('categories', all.length),
        ]);
    }

    #folderChips(now) {
        const tree = folderTree(this.groups.folders);
        const here = tree.has(now.folder) ? now.folder : '';
        const children = [...tree.entries()].filter(([name]) => name !== '' && parent(name) === here);
        this.folders.hidden = tree.size < 3 && !now.folder;
        const trail = [];
        for (let folder = here; folder !== ''; folder = parent(folder)) {
            trail.unshift(chip(last(folder), tree.get(folder), { ...now, folder: parent(folder) }, true));
        }
        const shown = this.unfolded.has('folders') ? children : children.slice(0, FOLDED);
        this.#fill(this.folders, [
            ...trail,
            ...shown.map(([name, count]) => chip(last(name), count, { ...now, folder: name }, false)),
            shown.length < children.length && this.#unfold('folders', children.length),
        ]);
    }

    /** Puts chips in place of others without losing the focus of one that is still there. */
    #fill(nav, chips) {
        const focused = nav.contains(document.activeElement) ? document.activeElement.dataset.name : null;
        nav.replaceChildren(...chips.filter(Boolean));
        if (focused) {
            [...nav.children].find((each) => each.dataset.name === focused)?.focus();
        }
    }

    #unfold(which, count) {
        return el('button', {
            type: 'button', class: 'chip more', onclick: () => {
                this.unfolded.add(which);
                this[which].classList.add('unfolded');
                this.#chips(state());
            },
        }, `All ${number(count)}`);
    }

    #gather(item, positive) {
        const now = state();
        go({ ...withExample(now, { image: item.id }, positive), view: 'browse' }, { replace: true });
        say(`${item.name} ${positive ? 'added to be like' : 'added to be unlike'}`);
    }
}

function chip(name, count, to, on) {
    const target = write({ ...START, ...to, look: 0 });
    return el('a', { class: on ? 'chip on' : 'chip', href: target, 'data-go': true, 'data-name': name,
        'aria-current': on ? 'true' : null, title: on ? 'Show all again' : null }, name || 'Top folder',
    el('span', { class: 'chip-count' }, number(count)), on && icon('close'));
}

const parent = (folder) => folder.slice(0, Math.max(0, folder.lastIndexOf('/')));
const last = (folder) => folder.slice(folder.lastIndexOf('/') + 1);

/** Each folder with its count, the ones that only hold other folders too: their count is the sum of those below. */
function folderTree(groups) {
    const tree = new Map(groups.map((group) => [group.name, group.count]));
    const missing = new Map();
    for (const { name, count } of groups) {
        // A folder counts what lies below it, so it is passed on only as far as the next folder that was told.
        for (let above = parent(name), child = name; child !== ''; child = above, above = parent(above)) {
            if (tree.has(above)) {
                break;
            }
            missing.set(above, (missing.get(above) ?? 0) + count);
        }
    }
    missing.forEach((count, name) => tree.set(name, count));
    return new Map([...tree].sort(([a], [b]) => a.localeCompare(b, 'en', { numeric: true })));
}

/** What to type to add a folder to this gallery, wherever it lies. */
export function commandFor(gallery) {
    const safe = /^[\w@%+=:,./-]+$/.test(gallery) ? gallery : `'${gallery.replaceAll("'", "'\\''")}'`;
    return `./lookalike add PHOTOS --gallery ${safe}`;
}
