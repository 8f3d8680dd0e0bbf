// A wall of pictures that never stutters: all of it is laid out (layout.js), only what is near the window exists.

import { el, narrow } from './dom.js';
import { justify, neighbour, rowAt, rowOf } from './layout.js';
import { Tile } from './tile.js';

const GAP = 8;
const CAPTION = 52;
const BREAK = 56;
/** Above this speed, in pixels per millisecond, thumbnails are not asked for: they would be gone before they arrive. */
const FAST = 3;
const HOLD_MS = 350;

/**
 * The pictures to show, by index. `ratios` are their proportions; `item(i)` makes what a tile needs.
 *
 * @typedef {{count: number, ratios: ArrayLike<number>, item: function(number): import('./tile.js').Item}} Source
 */

export class Wall {
    /**
     * @param {Object} options
     * @param {string} options.label what the list is called
     * @param {boolean} [options.answers] whether each picture has a caption with its score
     * @param {boolean} [options.thumbs] whether pictures are rated here, and not asked for
     * @param {Object<string, function(import('./tile.js').Item, Tile): void>} options.on what to do on `open`, `positive`,
     *     `negative`, `look`, `menu`, `why`, `hold` and `release`
     */
    constructor({ label, answers = false, thumbs = false, on }) {
        this.answers = answers;
        this.thumbs = thumbs;
        this.on = on;
        this.list = el('ul', { class: 'tiles', 'aria-label': label });
        this.divider = el('p', { class: 'divider', hidden: true }, el('span', {}, 'Less like it'));
        this.element = el('div', { class: 'wall' }, this.list, this.divider);
        /** @type {Source} */
        this.source = { count: 0, ratios: [], item: () => null };
        this.breakAt = -1;
        this.active = 0;
        this.tiles = new Map();
        this.pool = [];
        this.width = 0;
        this.geometry = justify([], { width: 1, target: 1, gap: 0, caption: 0 });
        this.#listen();
    }

    /** Shows these pictures in place of those before; `breakAt` is the first one below the divider, or -1. */
    show(source, { breakAt = -1, restart = true } = {}) {
        this.source = source;
        this.breakAt = breakAt;
        if (restart || this.active >= source.count) {
            this.active = 0;
        }
        this.layOut();
    }

    layOut() {
        const width = this.element.clientWidth;
        if (width === 0) {
            return;
        }
        this.width = width;
        this.geometry = justify(this.source.ratios, {
            width,
            target: this.answers ? 244 : width > 1_300 ? 232 : 204,
            gap: GAP,
            caption: this.answers ? CAPTION : 0,
            perRow: narrow.matches ? 2 : 0,
            breakAt: this.breakAt,
            breakHeight: BREAK,
        });
        this.list.style.height = `${Math.ceil(this.geometry.height)}px`;
        this.divider.hidden = this.geometry.breakTop < 0;
        this.divider.style.top = `${Math.round(this.geometry.breakTop)}px`;
        for (const [index, tile] of this.tiles) {
            if (index < this.source.count) {
                tile.fill(index, this.source.count, this.source.item(index), this.#box(index));
            }
        }
        this.update();
    }

    #box(index) {
        const { rowTop, rowHeight, left, width } = this.geometry;
        const row = rowOf(this.geometry, index);
        // Whole pixels, or the edges would be soft.
        const x = Math.round(left[index]);
        return {
            left: x,
            top: Math.round(rowTop[row]),
            width: Math.round(left[index] + width[index]) - x,
            height: Math.round(rowHeight[row]),
        };
    }

    /** Makes what came near the window, takes back what left it. */
    update() {
        if (this.element.offsetParent === null || this.width === 0) {
            return;
        }
        const top = -this.list.getBoundingClientRect().top;
        const ahead = innerHeight * 0.75;
        let first = 0;
        let last = 0;
        if (this.source.count > 0) {
            const lowest = rowAt(this.geometry, top + innerHeight + ahead);
            first = this.geometry.rowStart[rowAt(this.geometry, top - ahead)];
            last = this.geometry.rowStart[lowest + 1];
        }
        for (const [index, tile] of this.tiles) {
            const held = index < this.source.count && tile.root.contains(document.activeElement);
            if ((index < first || index >= last) && !held) {
                this.tiles.delete(index);
                tile.clear();
                tile.root.remove();
                this.pool.push(tile);
            }
        }
        for (let index = first; index < last; index++) {
            if (!this.tiles.has(index)) {
                this.#make(index);
            }
        }
        this.#loadWhenSlow(top);
    }

    #make(index) {
        const tile = this.pool.pop() ?? new Tile(this.answers, this.thumbs);
        tile.root.wallTile = tile;
        tile.fill(index, this.source.count, this.source.item(index), this.#box(index));
        tile.reachable = index === this.active;
        this.tiles.set(index, tile);
        // In the order they are seen, so that a screen reader and the Tab key meet them so.
        const after = this.tiles.get(index + 1)?.root ?? null;
        const before = this.tiles.get(index - 1)?.root;
        this.list.insertBefore(tile.root, after ?? before?.nextSibling ?? null);
    }

    #loadWhenSlow(top) {
        const now = performance.now();
        const speed = Math.abs(top - this.lastTop) / Math.max(1, now - this.lastTime);
        this.lastTop = top;
        this.lastTime = now;
        clearTimeout(this.settling);
        if (speed > FAST) {
            this.settling = setTimeout(() => this.#load(), 80);
        } else {
            this.#load();
        }
    }

    /** Asks for the thumbnails of what exists: first what can be seen, then what is near. */
    #load() {
        const seen = [];
        const near = [];
        const top = -this.list.getBoundingClientRect().top;
        for (const [index, tile] of this.tiles) {
            const y = this.geometry.rowTop[rowOf(this.geometry, index)];
            (y < top + innerHeight && y + tile.box.height > top ? seen : near).push(tile);
        }
        seen.forEach((tile) => tile.load());
        near.forEach((tile) => tile.load());
    }

    /** Leaves the few connections a browser has to what is shown now; update() goes on where this left off. */
    rest() {
        clearTimeout(this.settling);
        this.tiles.forEach((tile) => tile.rest());
    }

    #listen() {
        let frame = 0;
        const soon = () => {
            frame ||= requestAnimationFrame(() => {
                frame = 0;
                this.update();
            });
        };
        addEventListener('scroll', soon, { passive: true });
        // A window that only grows taller changes no width, which is all the observer below sees.
        addEventListener('resize', soon);
        new ResizeObserver(() => this.#resized()).observe(this.element);
        this.list.addEventListener('click', (event) => this.#clicked(event));
        this.list.addEventListener('keydown', (event) => this.#pressed(event));
        this.list.addEventListener('focusin', (event) => {
            const tile = this.#tileOf(event.target);
            if (tile && tile.index !== this.active) {
                this.#activate(tile.index);
            }
        });
        this.#listenForHolding();
    }

    /** Another width lays everything out anew; the picture at the top of the window stays there. */
    #resized() {
        const width = this.element.clientWidth;
        if (width === 0 || width === this.width) {
            return;
        }
        const top = -this.list.getBoundingClientRect().top;
        const anchor = this.geometry.rows > 0 && top > 0 ? this.geometry.rowStart[rowAt(this.geometry, top)] : -1;
        const into = anchor < 0 ? 0 : top - this.geometry.rowTop[rowOf(this.geometry, anchor)];
        this.layOut();
        if (anchor >= 0) {
            const moved = this.geometry.rowTop[rowOf(this.geometry, anchor)] + into - top;
            scrollBy({ top: moved, behavior: 'instant' });
        }
    }

    #tileOf(target) {
        return target.closest?.('.tile')?.wallTile;
    }

    #clicked(event) {
        const tile = this.#tileOf(event.target);
        if (!tile) {
            return;
        }
        const act = event.target.closest('[data-act]')?.dataset.act;
        if (act) {
            // `why` is pressed and released below: it shows for as long as it is held.
            if (act !== 'why') {
                this.on[act]?.(tile.item, tile);
            }
            return;
        }
        if (!event.target.closest('a') || event.ctrlKey || event.metaKey) {
            return;
        }
        event.preventDefault();
        if (this.heldJustNow) {
            this.heldJustNow = false;
            return;
        }
        this.#activate(tile.index);
        this.on[event.shiftKey ? 'positive' : event.altKey ? 'negative' : 'open']?.(tile.item, tile);
    }

    #pressed(event) {
        const tile = this.#tileOf(event.target);
        if (!tile || event.ctrlKey || event.metaKey || event.altKey) {
            return;
        }
        const steps = {
            ArrowLeft: () => this.active - 1,
            ArrowRight: () => this.active + 1,
            ArrowUp: () => neighbour(this.geometry, this.active, -1),
            ArrowDown: () => neighbour(this.geometry, this.active, 1),
            Home: () => 0,
            End: () => this.source.count - 1,
        };
        const onLink = event.target === tile.link;
        const acts = onLink ? { ' ': 'look', '+': 'positive', '-': 'negative', w: 'why' } : {};
        if (steps[event.key]) {
            this.focus(Math.min(this.source.count - 1, Math.max(0, steps[event.key]())));
        } else if (acts[event.key]) {
            this.on[acts[event.key]]?.(tile.item, tile);
        } else {
            return;
        }
        event.preventDefault();
    }

    /** Holding a picture, or its "Why" button, shows why; a short press on the button leaves it shown. */
    #listenForHolding() {
        let start = null;
        const release = () => {
            clearTimeout(start?.timer);
            if (start?.holding) {
                this.on.release?.(start.tile);
                this.heldJustNow = start.onLink;
            }
            start = null;
        };
        this.list.addEventListener('pointerdown', (event) => {
            const tile = this.#tileOf(event.target);
            this.heldJustNow = false;
            const button = event.target.closest('[data-act]');
            if (!tile || !this.on.hold || event.button !== 0 || (button && button.dataset.act !== 'why')) {
                return;
            }
            start = { tile, x: event.clientX, y: event.clientY, onLink: !button, holding: false };
            const current = start;
            start.timer = setTimeout(() => {
                current.holding = true;
                this.on.hold(tile.item, tile);
            }, button ? 0 : HOLD_MS);
            start.time = event.timeStamp;
        });
        addEventListener('pointermove', (event) => {
            if (start && !start.holding && Math.hypot(event.clientX - start.x, event.clientY - start.y) > 10) {
                release();
            }
        }, { passive: true });
        addEventListener('pointerup', (event) => {
            const tapped = start && !start.onLink && event.timeStamp - start.time < HOLD_MS;
            const tile = start?.tile;
            release();
            if (tapped) {
                this.on.why?.(tile.item, tile);
            }
        });
        addEventListener('pointercancel', release);
        this.list.addEventListener('contextmenu', (event) => start?.onLink && this.on.hold && event.preventDefault());
        // A key or a screen reader presses the button without a pointer: that switches.
        this.list.addEventListener('click', (event) => {
            if (event.detail === 0 && event.target.closest('[data-act="why"]')) {
                const tile = this.#tileOf(event.target);
                this.on.why?.(tile.item, tile);
            }
        });
    }

    #activate(index) {
        const before = this.tiles.get(this.active);
        this.active = index;
        if (before) {
            before.reachable = false;
        }
        const now = this.tiles.get(index);
        if (now) {
            now.reachable = true;
        }
    }

    /** Moves the focus to picture `index`, scrolling as little as shows it whole. */
    focus(index) {
        if (index < 0 || index >= this.source.count) {
            return;
        }
        const held = this.tiles.get(this.active)?.root;
        this.reveal(index);
        this.update();
        this.#activate(index);
        this.tiles.get(index)?.link.focus({ preventScroll: true });
        if (held && !held.isConnected) {
            this.update();
        }
    }

    /** Scrolls as little as shows picture `index` whole. */
    reveal(index) {
        const row = rowOf(this.geometry, index);
        const barHeight = document.querySelector('.bar').offsetHeight + GAP;
        const y = this.list.getBoundingClientRect().top + this.geometry.rowTop[row];
        const bottom = y + this.geometry.rowHeight[row] + (this.answers ? CAPTION : 0) + GAP;
        const foot = narrow.matches ? 72 : 0;
        if (y < barHeight) {
            scrollBy({ top: y - barHeight, behavior: 'instant' });
        } else if (bottom > innerHeight - foot) {
            scrollBy({ top: bottom - innerHeight + foot, behavior: 'instant' });
        }
    }

    /** The index of the picture with this id, or -1. */
    indexOf(id) {
        for (let i = 0; i < this.source.count; i++) {
            if (this.source.item(i).id === id) {
                return i;
            }
        }
        return -1;
    }

    /** The tile of the picture with this id if it exists at the moment. */
    tileOfId(id) {
        return [...this.tiles.values()].find((tile) => tile.item?.id === id);
    }
}
