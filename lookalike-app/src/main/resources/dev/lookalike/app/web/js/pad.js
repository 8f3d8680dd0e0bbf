// The sketch pad: a square to draw on, whose drawing is the question. After each stroke it is sent, and the answers follow.

import * as api from './api.js';
import { el, icon, note } from './dom.js';
import { BLANK, START, go, sketchOf, state } from './state.js';

const SIDE = 480;
const PEN = 5;
const ERASER = 32;
/** Someone who draws lifts the pen often; the question is asked when it rests. */
const REST_MS = 400;

/** The state that asks with an empty pad. */
export const blankSketch = (now) => ({ ...START, count: now.count, view: 'result', like: [{ sketch: BLANK }] });

/** Whether a state asks with nothing but a pad that nothing is drawn on. */
export const isBlank = (now) => sketchOf(now)?.sketch === BLANK && now.like.length === 1;

export class SketchPad {
    constructor() {
        this.strokes = [];
        /** Counts changes, so that what was sent before the last one is not shown. */
        this.turn = 0;
        this.erasing = false;
        this.canvas = el('canvas', { class: 'pad-sheet', width: SIDE, height: SIDE, role: 'img',
            'aria-label': 'Sheet to draw on, with a mouse, a finger or a pen' });
        this.pen = this.#tool('pen', 'Pen', () => this.#take(false));
        this.eraser = this.#tool('eraser', 'Eraser', () => this.#take(true));
        this.back = this.#tool('undo', 'Undo', () => this.#undo());
        this.clear = this.#tool('clear', 'Clear', () => this.#clear());
        this.element = el('div', { class: 'pad', hidden: true }, this.canvas,
                el('div', { class: 'pad-tools', role: 'toolbar', 'aria-label': 'Drawing' },
                        this.pen, this.eraser, this.back, this.clear));
        this.element.addEventListener('keydown', (event) => {
            if (event.key === 'z' && (event.ctrlKey || event.metaKey)) {
                event.preventDefault();
                this.#undo();
            }
        });
        this.#listen();
        this.#take(false);
        this.#draw();
    }

    #tool(name, label, onclick) {
        return el('button', { type: 'button', class: 'pad-tool', onclick }, icon(name), label);
    }

    #take(erasing) {
        this.erasing = erasing;
        this.pen.setAttribute('aria-pressed', String(!erasing));
        this.eraser.setAttribute('aria-pressed', String(erasing));
        this.canvas.classList.toggle('erasing', erasing);
    }

    #listen() {
        const place = (event) => {
            const box = this.canvas.getBoundingClientRect();
            return [(event.clientX - box.left) * SIDE / box.width, (event.clientY - box.top) * SIDE / box.height];
        };
        this.canvas.addEventListener('pointerdown', (event) => {
            if (event.button !== 0 || this.stroke) {
                return;
            }
            event.preventDefault();
            this.canvas.setPointerCapture(event.pointerId);
            this.pointer = event.pointerId;
            // A pen's other end erases.
            this.stroke = { erases: this.erasing || (event.buttons & 32) > 0, points: [place(event)] };
            this.strokes.push(this.stroke);
            clearTimeout(this.resting);
            this.#draw();
        });
        this.canvas.addEventListener('pointermove', (event) => {
            if (this.stroke && event.pointerId === this.pointer) {
                const all = event.getCoalescedEvents?.() ?? [];
                this.stroke.points.push(...(all.length > 0 ? all : [event]).map(place));
                this.#draw();
            }
        });
        for (const end of ['pointerup', 'pointercancel']) {
            this.canvas.addEventListener(end, (event) => {
                if (this.stroke && event.pointerId === this.pointer) {
                    this.stroke = null;
                    this.#changed();
                }
            });
        }
    }

    #undo() {
        if (this.strokes.length > 0) {
            this.strokes.pop();
        } else if (this.cleared) {
            ({ strokes: this.strokes, base: this.base } = this.cleared);
        }
        this.cleared = null;
        this.#changed();
    }

    #clear() {
        if (this.strokes.length > 0 || this.base) {
            this.cleared = { strokes: this.strokes, base: this.base };
        }
        this.strokes = [];
        this.base = null;
        this.#changed();
    }

    #isEmpty() {
        return !this.base && !this.strokes.some((stroke) => !stroke.erases);
    }

    #draw() {
        const context = this.canvas.getContext('2d', { willReadFrequently: true });
        context.fillStyle = '#ffffff';
        context.fillRect(0, 0, SIDE, SIDE);
        if (this.base) {
            context.drawImage(this.base, 0, 0, SIDE, SIDE);
        }
        context.lineCap = 'round';
        context.lineJoin = 'round';
        for (const { erases, points } of this.strokes) {
            context.strokeStyle = erases ? '#ffffff' : '#000000';
            context.lineWidth = erases ? ERASER : PEN;
            context.beginPath();
            context.moveTo(...points[0]);
            // A touch without a move is a dot.
            (points.length > 1 ? points.slice(1) : points).forEach((point) => context.lineTo(...point));
            context.stroke();
        }
        this.back.disabled = this.strokes.length === 0 && !this.cleared;
        this.clear.disabled = this.strokes.length === 0 && !this.base;
    }

    #changed() {
        this.#draw();
        this.turn++;
        this.element.setAttribute('aria-busy', 'true');
        clearTimeout(this.resting);
        this.resting = setTimeout(() => this.#send(), REST_MS);
    }

    async #send() {
        const { turn } = this;
        try {
            let sketch = BLANK;
            if (!this.#isEmpty()) {
                const drawn = await new Promise((ready) => this.canvas.toBlob(ready, 'image/png'));
                sketch = (await api.upload(new File([drawn], 'sketch.png'))).id;
            }
            // Another stroke came meanwhile, or the person went elsewhere.
            if (this.turn === turn && sketchOf(state())) {
                this.shown = sketch;
                const like = state().like.map((example) => (example.sketch ? { sketch } : example));
                go({ ...state(), like }, { replace: true });
            }
        } catch (problem) {
            note(problem.message, true);
        } finally {
            if (this.turn === turn) {
                this.element.removeAttribute('aria-busy');
            }
        }
    }

    /** Shows the sketch that is asked with: the one that is drawn here, or one that was, which can be gone on with. */
    async show(sketch) {
        this.element.hidden = false;
        if (sketch === this.shown) {
            return;
        }
        this.hide();
        this.element.hidden = false;
        this.shown = sketch;
        this.strokes = [];
        this.base = null;
        this.cleared = null;
        this.#draw();
        if (sketch === BLANK) {
            return;
        }
        const image = el('img', { alt: '', src: `/v1/uploads/${sketch}/content` });
        try {
            await image.decode();
            if (this.shown === sketch) {
                this.base = image;
                this.#draw();
            }
        } catch {
            note('The server no longer has this sketch. Draw it again.', true);
        }
    }

    /** The question is another one: nothing is sent any more. */
    hide() {
        this.element.hidden = true;
        this.shown = null;
        this.stroke = null;
        this.turn++;
        this.element.removeAttribute('aria-busy');
        clearTimeout(this.resting);
    }
}
