// The box on the query picture. Mouse, finger and keyboard move it, pull its edges or draw a new one; the answers follow.

import { el } from './dom.js';

/** @typedef {import('./state.js').Crop} Crop */

const WHOLE = Object.freeze({ left: 0, top: 0, width: 1, height: 1 });
/** No side gets shorter than this share: less is no picture. */
const LEAST = 0.08;
const STEP = 0.02;
/** How long the keys rest before the box counts as placed. */
const REST_MS = 200;
const HANDLES = ['nw', 'n', 'ne', 'e', 'se', 's', 'sw', 'w'];

const between = (value, least, most) => Math.min(most, Math.max(least, value));
const percent = (share) => `${Math.round(share * 100)} %`;

export class CropBox {
    /**
     * @param {function(Crop|null, boolean): void} changed told of each change, null for the whole picture, and whether the
     *     hand has come to rest
     */
    constructor(changed) {
        this.changed = changed;
        this.box = el('div', { class: 'crop-box', role: 'group', tabindex: '0', 'aria-describedby': 'crop-help' },
                ...HANDLES.map((side) => el('span', { class: `crop-handle ${side}`, 'data-side': side })));
        this.help = el('p', { class: 'unseen', id: 'crop-help' },
                'Arrow keys move the box, with shift they change its size, Escape brings back the whole picture.');
        this.element = el('div', { class: 'crop' }, this.box, this.help);
        this.set(null);
        this.#listenForPointers();
        this.box.addEventListener('keydown', (event) => this.#pressed(event));
    }

    /** @param {Crop|null|undefined} crop null for the whole picture */
    set(crop) {
        clearTimeout(this.resting);
        this.crop = crop ?? WHOLE;
        this.#draw();
    }

    get whole() {
        return this.crop.width > 0.995 && this.crop.height > 0.995;
    }

    #draw() {
        const { left, top, width, height } = this.crop;
        const { style } = this.box;
        style.left = `${left * 100}%`;
        style.top = `${top * 100}%`;
        style.width = `${width * 100}%`;
        style.height = `${height * 100}%`;
        this.element.classList.toggle('whole', this.whole);
        this.box.setAttribute('aria-label', this.whole ? 'Crop box: the whole picture is searched for'
                : `Crop box: ${percent(width)} by ${percent(height)} of the picture, ${percent(left)} from the left, `
                    + `${percent(top)} from the top`);
    }

    #tell(rested) {
        this.#draw();
        this.changed(this.whole ? null : { ...this.crop }, rested);
    }

    #listenForPointers() {
        let drag = null;
        this.element.addEventListener('pointerdown', (event) => {
            if (event.button !== 0 || drag) {
                return;
            }
            const side = event.target.dataset.side;
            const onBox = event.target === this.box && !this.whole;
            // A finger on the whole picture scrolls the page; it crops by the corners.
            if (!side && !onBox && event.pointerType === 'touch') {
                return;
            }
            const at = this.#place(event);
            drag = { id: event.pointerId, at, from: this.crop, side: side ?? (onBox ? 'move' : 'draw'), moved: false };
            this.element.setPointerCapture(event.pointerId);
        });
        this.element.addEventListener('pointermove', (event) => {
            if (drag?.id !== event.pointerId) {
                return;
            }
            const to = this.#place(event);
            if (!drag.moved && Math.hypot(to.x - drag.at.x, to.y - drag.at.y) < 0.01) {
                return;
            }
            drag.moved = true;
            this.crop = drag.side === 'move' ? moved(drag.from, to.x - drag.at.x, to.y - drag.at.y)
                    : drag.side === 'draw' ? drawn(drag.at, to) : pulled(drag.from, drag.side, to);
            this.#tell(false);
        });
        const end = (event) => {
            if (drag?.id !== event.pointerId) {
                return;
            }
            const { moved: changed } = drag;
            drag = null;
            if (changed) {
                this.#tell(true);
            }
        };
        this.element.addEventListener('pointerup', end);
        this.element.addEventListener('pointercancel', end);
        this.element.addEventListener('dblclick', () => this.#reset());
    }

    #place(event) {
        const area = this.element.getBoundingClientRect();
        return {
            x: between((event.clientX - area.left) / area.width, 0, 1),
            y: between((event.clientY - area.top) / area.height, 0, 1),
        };
    }

    #reset() {
        clearTimeout(this.resting);
        this.crop = WHOLE;
        this.#tell(true);
    }

    #pressed(event) {
        const steps = { ArrowLeft: [-STEP, 0], ArrowRight: [STEP, 0], ArrowUp: [0, -STEP], ArrowDown: [0, STEP] };
        if (event.key === 'Escape' && !this.whole) {
            this.#reset();
        } else if (steps[event.key] && !event.altKey && !event.ctrlKey && !event.metaKey) {
            const [x, y] = steps[event.key];
            const { left, top, width, height } = this.crop;
            this.crop = event.shiftKey
                ? { left, top, width: between(width + x, LEAST, 1 - left), height: between(height + y, LEAST, 1 - top) }
                : moved(this.crop, x, y);
            this.#tell(false);
            clearTimeout(this.resting);
            this.resting = setTimeout(() => this.#tell(true), REST_MS);
        } else {
            return;
        }
        event.preventDefault();
        event.stopPropagation();
    }
}

function moved(crop, x, y) {
    return {
        ...crop, left: between(crop.left + x, 0, 1 - crop.width), top: between(crop.top + y, 0, 1 - crop.height),
    };
}

/** The box with two opposite corners, no smaller than allowed and inside the picture. */
function drawn(from, to) {
    const width = Math.max(Math.abs(to.x - from.x), LEAST);
    const height = Math.max(Math.abs(to.y - from.y), LEAST);
    return {
        left: between(Math.min(from.x, to.x), 0, 1 - width), top: between(Math.min(from.y, to.y), 0, 1 - height), width, height,
    };
}

/** The box after its side or corner was pulled to a place; the opposite side stays. */
function pulled(crop, side, to) {
    let { left, top } = crop;
    let right = left + crop.width;
    let bottom = top + crop.height;
    if (side.includes('w')) {
        left = between(to.x, 0, right - LEAST);
    }
    if (side.includes('e')) {
        right = between(to.x, left + LEAST, 1);
    }
    if (side.includes('n')) {
        top = between(to.y, 0, bottom - LEAST);
    }
    if (side.includes('s')) {
        bottom = between(to.y, top + LEAST, 1);
    }
    return { left, top, width: right - left, height: bottom - top };
}
