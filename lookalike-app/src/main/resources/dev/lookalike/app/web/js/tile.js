// One picture on a wall: a link to its answers, a blurred placeholder, the thumbnail, and what can be done with it.

import { thumbnail, content } from './api.js';
import { el, iconButton, touch } from './dom.js';
import { likeThis, state } from './state.js';
import { sharesText } from './weigh.js';

/**
 * What a wall knows of a picture.
 *
 * @typedef {Object} Item
 * @property {number} id
 * @property {string} name
 * @property {string} category its likeliest, or empty
 * @property {string} version what its SHA-256 begins with
 * @property {string} placeholder base64 of 4 x 2 pixels
 * @property {number} ratio width / height
 * @property {Object} [match] score, likeness, alike, reason and others, where it answers a query
 */

/** What a picture is called where it cannot be seen. */
export const alternative = (item) => (item.category ? `${item.name}, ${item.category}` : item.name);

/** Paints the 24 bytes of a placeholder; the browser's own smoothing makes them a blur. */
export function paintPlaceholder(canvas, placeholder) {
    const painter = canvas.getContext('2d');
    const pixels = painter.createImageData(4, 2);
    const colours = atob(placeholder ?? '');
    for (let i = 0; i < 8; i++) {
        for (let channel = 0; channel < 3; channel++) {
            pixels.data[i * 4 + channel] = colours.charCodeAt(i * 3 + channel) || 0;
        }
        pixels.data[i * 4 + 3] = colours.length === 24 ? 255 : 0;
    }
    painter.putImageData(pixels, 0, 0);
}

/** The mean colour of a placeholder, for where there is no time for more. */
function meanColour(placeholder) {
    const colours = atob(placeholder ?? '');
    const sums = [0, 0, 0];
    for (let i = 0; i < colours.length; i++) {
        sums[i % 3] += colours.charCodeAt(i);
    }
    return colours.length === 24 ? `rgb(${sums.map((sum) => sum >> 3).join(' ')})` : '';
}

const RETRIES = 3;

export class Tile {
    /**
     * @param {boolean} answer whether it shows how alike the picture is
     * @param {boolean} thumbs whether it is rated, and not asked for
     */
    constructor(answer, thumbs = false) {
        this.blur = el('canvas', { width: 4, height: 2, class: 'blur', 'aria-hidden': 'true' });
        this.image = el('img', { decoding: 'async', draggable: 'false', alt: '' });
        this.link = el('a', { class: 'tile-link', draggable: 'false', tabindex: '-1' }, this.blur, this.image);
        this.frame = el('div', { class: 'frame' }, this.link);
        this.root = el('li', { class: answer ? 'tile answer' : 'tile' }, this.frame);
        this.actions = touch.matches ? this.#menu() : thumbs ? this.#thumbs() : this.#buttons(answer);
        this.frame.append(this.actions);
        if (answer) {
            this.bar = el('span', { class: 'score-bar' });
            this.name = el('span', { class: 'tile-name' });
            this.score = el('span', { class: 'tile-score' });
            this.reason = el('span', { class: 'tile-reason' });
            this.root.append(el('div', { class: 'caption' },
                    el('span', { class: 'score-track', 'aria-hidden': 'true' }, this.bar),
                    el('span', { class: 'caption-line' }, this.name, this.score), this.reason));
        }
        this.image.addEventListener('load', () => this.root.classList.add('loaded'));
        this.image.addEventListener('error', () => this.#failed());
        this.index = -1;
        this.item = null;
    }

    /** Where nothing can hover, one button opens a sheet with all there is. */
    #menu() {
        return el('div', { class: 'tile-actions' }, iconButton('more', 'What to do with it', null,
                { 'data-act': 'menu', tabindex: '-1', 'aria-haspopup': 'dialog' }));
    }

    #buttons(answer) {
        const button = (name, act, label, extra = {}) =>
            iconButton(name, label, null, { 'data-act': act, tabindex: '-1', ...extra });
        return el('div', { class: 'tile-actions' },
                answer && button('why', 'why', 'Why? Hold to see', { 'aria-pressed': 'false' }),
                button('plus', 'positive', 'More like this too (shift-click)'),
                button('minus', 'negative', 'Less like this (alt-click)'));
    }

    #thumbs() {
        return el('div', { class: 'tile-actions' },
                iconButton('up', 'I like it', null, { 'data-act': 'positive', tabindex: '-1' }),
                iconButton('down', 'Not for me', null, { 'data-act': 'negative', tabindex: '-1' }));
    }

    /** Stands for `item` from now on, at this place. */
    fill(index, count, item, box) {
        this.index = index;
        this.place(box);
        this.root.setAttribute('aria-posinset', index + 1);
        this.root.setAttribute('aria-setsize', count);
        if (this.item?.id === item.id && this.item.version === item.version) {
            this.item = item;
        } else {
            this.clear();
            this.item = item;
            this.link.href = likeThis(item.id);
            this.image.alt = alternative(item);
            this.link.title = item.name;
            // The blur waits for load(): while a wall rushes by, one colour has to do.
            this.frame.style.backgroundColor = meanColour(item.placeholder);
        }
        if (item.match) {
            this.bar.style.transform = `scaleX(${Math.min(1, Math.max(0, item.match.likeness))})`;
            this.name.textContent = item.name;
            this.score.textContent = item.match.score.toFixed(2);
            const more = item.match.others.length;
            const shares = state().situation === 'on' ? '' : sharesText(item.match.shares);
            const reason = shares || item.match.reason;
            this.reason.textContent = more > 0 ? `+${more} · ${reason}` : reason;
            this.reason.title = more > 0 ? `${reason}; it stands for ${more} more` : reason;
            this.root.classList.toggle('unlike', !item.match.alike);
        }
    }

    place({ left, top, width, height }) {
        this.box = { width, height };
        const { style } = this.root;
        style.left = `${left}px`;
        style.top = `${top}px`;
        style.width = `${width}px`;
        this.frame.style.height = `${height}px`;
    }

    /** Shows the blur and asks for the thumbnail if that was not done yet. */
    load() {
        if (this.source || !this.item) {
            return;
        }
        paintPlaceholder(this.blur, this.item.placeholder);
        this.root.classList.add('blurred');
        this.source = thumbnail(this.item.id, this.item.version, Math.max(this.box.width, this.box.height));
        this.image.src = this.source;
        if (this.image.complete && this.image.naturalWidth > 0) {
            // It was in the cache: no fading in of what is already here.
            this.root.classList.add('loaded', 'at-once');
        }
    }

    #failed() {
        if (!this.source || !this.item) {
            return;
        }
        // A busy server refuses some thumbnails; they are asked for again a little later, each time more patiently.
        if (this.failures < RETRIES) {
            this.failures++;
            const source = this.source;
            this.retry = setTimeout(() => {
                if (this.source === source) {
                    this.image.src = source;
                }
            }, 500 * 3 ** this.failures);
        } else {
            this.root.classList.add('broken');
        }
    }

    /** Stops waiting for a thumbnail that has not come; load() asks again. */
    rest() {
        if (this.source && !this.root.classList.contains('loaded')) {
            clearTimeout(this.retry);
            this.source = '';
            this.image.removeAttribute('src');
        }
    }

    /** Stands for nothing; a thumbnail that is still on its way is not waited for. */
    clear() {
        clearTimeout(this.retry);
        this.failures = 0;
        this.item = null;
        if (this.source) {
            this.source = '';
            this.image.removeAttribute('src');
        }
        this.root.classList.remove('blurred', 'loaded', 'at-once', 'broken');
        this.frame.querySelectorAll('.heat').forEach((heat) => heat.remove());
    }

    /** Whether the Tab key stops here; of a whole wall it does so at one picture. */
    set reachable(yes) {
        const index = yes ? '0' : '-1';
        this.link.tabIndex = Number(index);
        this.actions.querySelectorAll('button').forEach((button) => button.setAttribute('tabindex', index));
    }
}

/** Opens a picture's own file beside this page. */
export const openOriginal = (id) => window.open(content(id), '_blank', 'noopener');
