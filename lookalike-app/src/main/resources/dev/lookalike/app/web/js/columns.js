// The pictures of the gallery as columns, for the wall. They come in pages: a small one first, so that something is seen
// at once, then large ones until all are known.

import * as api from './api.js';

const FIRST_PAGE = 200;
const PAGE = 10_000;
/** A wall holds no more than this; a gallery that is larger is narrowed by folder or category. */
export const MOST = 200_000;

/** What was met of pictures so far: the query panel and the quick look then need not wait for the server. */
const met = new Map();
const MET_MOST = 4_000;

/** Remembers a picture by its id. */
export function remember(item) {
    met.delete(item.id);
    met.set(item.id, item);
    if (met.size > MET_MOST) {
        met.delete(met.keys().next().value);
    }
    return item;
}

/** The picture with this id if it was met, or asked of the server. */
export async function recall(id, signal) {
    return met.get(id) ?? remember(itemOf(await api.image(id, signal)));
}

/** The picture with this id if it was met, or null. */
export const recallNow = (id) => met.get(id) ?? null;

/** A picture or a match as the server tells it, as a wall shows it. */
export function itemOf(told) {
    return {
        id: told.id,
        name: told.name,
        category: told.categories[0]?.name ?? '',
        version: told.sha256.slice(0, 16),
        placeholder: told.placeholder,
        ratio: told.width / told.height,
        match: 'score' in told ? told : undefined,
    };
}

export class Columns {
    /** @param {{folder: string, category: string, where: string}} filter */
    constructor(filter) {
        this.filter = filter;
        this.ids = [];
        this.names = [];
        this.categories = [];
        this.versions = [];
        this.placeholders = [];
        this.ratios = [];
        this.total = 0;
        this.complete = false;
    }

    get count() {
        return this.ids.length;
    }

    item(index) {
        return remember({
            id: this.ids[index],
            name: this.names[index],
            category: this.categories[index] ?? '',
            version: this.versions[index],
            placeholder: this.placeholders[index],
            ratio: this.ratios[index],
        });
    }

    /**
     * Loads what is not here yet: everything at first, later what was added since.
     *
     * @param {AbortSignal} signal
     * @param {function(): (Promise<void>|void)} arrived called after each page; the next waits for what it promises
     */
    async load(signal, arrived) {
        let more = true;
        while (more && this.count < MOST) {
            const page = await api.layout(this.filter, this.ids.at(-1) ?? 0, this.count === 0 ? FIRST_PAGE : PAGE, signal);
            this.#take(page);
            more = page.next !== undefined;
            this.complete = !more;
            if (page.ids.length > 0 || !more) {
                await arrived();
            }
        }
    }

    #take(page) {
        this.total = Math.max(page.total, this.count + page.ids.length);
        for (let i = 0; i < page.ids.length; i++) {
            this.ids.push(page.ids[i]);
            this.names.push(page.names[i]);
            this.categories.push(page.categories?.[i] ?? '');
            this.versions.push(page.versions[i]);
            this.placeholders.push(page.placeholders[i]);
            this.ratios.push(page.widths[i] / page.heights[i]);
        }
    }
}
