// A plane of points: all of them as pixels written straight into memory (60,000 take a few milliseconds a frame), thumbnails
// where there is room for them. Pan, zoom, point at, draw a lasso; knows nothing of what the points mean.

const MOST_ZOOM = 400;
const GRID = 256;
const FIT_MARGIN = 24;
/** Where no more points than this are in sight, each may be a thumbnail. */
const MOST_IN_SIGHT = 700;
const MOST_THUMBNAILS = 320;
const MOST_LOADING = 8;
const MOST_KEPT = 600;
const THUMBNAIL = 56;
const WHEEL = 0.0016;
const CLICK = 5;

export class Plot {
    /**
     * @param {HTMLCanvasElement} canvas
     * @param {{thumbnail: function(number): string, point: function(number, boolean): void, pick: function(number): void,
     *     lasso: function(number[]): void, moved: function(): void}} on `thumbnail` says the address for a point's; a point is
     *     pointed at (-1 for none), or picked
     */
    constructor(canvas, on) {
        this.canvas = canvas;
        this.painter = canvas.getContext('2d');
        this.on = on;
        this.count = 0;
        this.center = { x: 0.5, y: 0.5 };
        this.zoom = 1;
        this.current = -1;
        this.drawsLasso = false;
        this.thumbnails = new Map();
        this.loading = 0;
        this.fingers = new Map();
        new ResizeObserver(() => this.#resized()).observe(canvas);
        this.#listen();
    }

    /** Shows points at these places, each 0 to 1. */
    show(xs, ys) {
        this.count = xs.length;
        this.xs = xs;
        this.ys = ys;
        this.thumbnails.clear();
        this.current = -1;
        const starts = new Int32Array(GRID * GRID + 1);
        const cellOf = (i) => Math.min(GRID - 1, Math.floor(ys[i] * GRID)) * GRID + Math.min(GRID - 1, Math.floor(xs[i] * GRID));
        for (let i = 0; i < this.count; i++) {
            starts[cellOf(i) + 1]++;
        }
        for (let cell = 0; cell < GRID * GRID; cell++) {
            starts[cell + 1] += starts[cell];
        }
        this.starts = starts;
        this.inCells = new Int32Array(this.count);
        const next = starts.slice();
        for (let i = 0; i < this.count; i++) {
            this.inCells[next[cellOf(i)]++] = i;
        }
        this.paint();
    }

    /** @param {Uint32Array} colours of each point, as ABGR; those that are 0 are not drawn */
    colour(colours, ring, ground) {
        this.colours = colours;
        this.ring = ring;
        this.ground = ground;
        this.paint();
    }

    /** Looks at a place, 0 to 1, so many times as close as all would need. */
    lookAt(x, y, zoom) {
        this.center = { x: Math.min(1, Math.max(0, x)), y: Math.min(1, Math.max(0, y)) };
        this.zoom = Math.min(MOST_ZOOM, Math.max(1, zoom));
        this.paint();
        this.on.moved();
    }

    zoomBy(factor, at = { x: this.width / 2, y: this.height / 2 }) {
        const before = this.#place(at);
        this.zoom = Math.min(MOST_ZOOM, Math.max(1, this.zoom * factor));
        const after = this.#place(at);
        this.lookAt(this.center.x + before.x - after.x, this.center.y + before.y - after.y, this.zoom);
    }

    get width() {
        return this.canvas.clientWidth;
    }

    get height() {
        return this.canvas.clientHeight;
    }

    /** CSS pixels for the whole map. */
    get scale() {
        return Math.max(50, Math.min(this.width, this.height) - 2 * FIT_MARGIN) * this.zoom;
    }

    #place({ x, y }) {
        return { x: this.center.x + (x - this.width / 2) / this.scale, y: this.center.y + (y - this.height / 2) / this.scale };
    }

    /** Where a point is on the canvas, in CSS pixels. */
    at(i) {
        return {
            x: (this.xs[i] - this.center.x) * this.scale + this.width / 2,
            y: (this.ys[i] - this.center.y) * this.scale + this.height / 2,
        };
    }

    /** Calls `each(i)` for the points in a box of the canvas. */
    #within(left, top, right, bottom, each) {
        if (this.count === 0) {
            return;
        }
        const from = this.#place({ x: left, y: top });
        const to = this.#place({ x: right, y: bottom });
        const cell = (value) => Math.min(GRID - 1, Math.max(0, Math.floor(value * GRID)));
        for (let row = cell(from.y); row <= cell(to.y); row++) {
            for (let k = this.starts[row * GRID + cell(from.x)]; k < this.starts[row * GRID + cell(to.x) + 1]; k++) {
                const i = this.inCells[k];
                if (this.colours?.[i] !== 0 && this.xs[i] >= from.x && this.xs[i] <= to.x && this.ys[i] >= from.y && this.ys[i] <= to.y) {
                    each(i);
                }
            }
        }
    }

    /** The point nearest to a place on the canvas, at most `reach` pixels away, or -1. */
    nearest({ x, y }, reach) {
        let best = -1;
        let least = reach * reach;
        this.#within(x - reach, y - reach, x + reach, y + reach, (i) => {
            const at = this.at(i);
            const squared = (at.x - x) ** 2 + (at.y - y) ** 2;
            if (squared < least) {
                least = squared;
                best = i;
            }
        });
        return best;
    }

    /** Moves on to the nearest point in a direction, and keeps it in sight. */
    step(dx, dy) {
        if (this.current < 0) {
            this.#to(this.nearest({ x: this.width / 2, y: this.height / 2 }, this.scale));
            return;
        }
        const from = this.at(this.current);
        let best = -1;
        let least = Infinity;
        for (let reach = 40; best < 0 && reach < 4 * this.scale; reach *= 2) {
            this.#within(from.x - reach, from.y - reach, from.x + reach, from.y + reach, (i) => {
                const at = this.at(i);
                const along = (at.x - from.x) * dx + (at.y - from.y) * dy;
                const aside = Math.abs((at.x - from.x) * dy - (at.y - from.y) * dx);
                if (along > 0.01 && along >= aside && along + 2 * aside < least && i !== this.current) {
                    least = along + 2 * aside;
                    best = i;
                }
            });
        }
        if (best >= 0) {
            this.#to(best);
        }
    }

    #to(i) {
        if (i < 0) {
            return;
        }
        this.current = i;
        const at = this.at(i);
        if (at.x < 40 || at.y < 40 || at.x > this.width - 40 || at.y > this.height - 40) {
            this.lookAt(this.xs[i], this.ys[i], this.zoom);
        }
        this.paint();
        this.on.point(i, true);
    }

    #resized() {
        const ratio = Math.min(devicePixelRatio, 2);
        const width = Math.round(this.width * ratio);
        const height = Math.round(this.height * ratio);
        if (width > 0 && height > 0 && (this.canvas.width !== width || this.canvas.height !== height)) {
            this.canvas.width = width;
            this.canvas.height = height;
            this.ratio = ratio;
            this.pixels = this.painter.createImageData(width, height);
            this.words = new Uint32Array(this.pixels.data.buffer);
        }
        this.paint();
    }

    paint() {
        this.frame ??= requestAnimationFrame(() => {
            this.frame = null;
            if (this.pixels && this.colours && this.width > 0) {
                this.#paintNow();
            }
        });
    }

    #paintNow() {
        const { words, ratio } = this;
        const { width, height } = this.canvas;
        words.fill(this.ground);
        const scale = this.scale * ratio;
        const left = width / 2 - this.center.x * scale;
        const top = height / 2 - this.center.y * scale;
        const side = Math.round(ratio * Math.min(9, Math.max(2, 1.2 + Math.sqrt(this.zoom) + 60 / Math.sqrt(this.count + 1))));
        const half = side >> 1;
        let inSight = 0;
        for (let i = 0; i < this.count; i++) {
            const x = Math.round(this.xs[i] * scale + left) - half;
            const y = Math.round(this.ys[i] * scale + top) - half;
            if (this.colours[i] === 0 || x < 0 || y < 0 || x + side > width || y + side > height) {
                continue;
            }
            inSight++;
            const colour = this.colours[i];
            for (let row = 0, at = y * width + x; row < side; row++, at += width) {
                for (let column = 0; column < side; column++) {
                    words[at + column] = colour;
                }
            }
        }
        this.painter.putImageData(this.pixels, 0, 0);
        this.painter.setTransform(ratio, 0, 0, ratio, 0, 0);
        this.shown = 0;
        if (inSight <= MOST_IN_SIGHT) {
            this.#paintThumbnails();
        }
        this.#paintRing();
        this.#paintLasso();
        this.painter.setTransform(1, 0, 0, 1, 0, 0);
    }

    /** The first point of each place as large as a thumbnail has one; the others stay dots. */
    #paintThumbnails() {
        const taken = new Set();
        this.#within(-THUMBNAIL, -THUMBNAIL, this.width + THUMBNAIL, this.height + THUMBNAIL, (i) => {
            if (this.shown >= MOST_THUMBNAILS) {
                return;
            }
            const at = this.at(i);
            const cell = (dx, dy) => `${Math.floor(at.x / THUMBNAIL) + dx},${Math.floor(at.y / THUMBNAIL) + dy}`;
            if (taken.has(cell(0, 0))) {
                return;
            }
            taken.add(cell(0, 0));
            this.shown++;
            const image = this.#thumbnail(i);
            if (image?.complete && image.naturalWidth > 0) {
                const shrink = (THUMBNAIL - 6) / Math.max(image.naturalWidth, image.naturalHeight);
                const width = image.naturalWidth * shrink;
                const height = image.naturalHeight * shrink;
                this.painter.fillStyle = css(this.colours[i]);
                this.painter.fillRect(at.x - width / 2 - 2, at.y - height / 2 - 2, width + 4, height + 4);
                this.painter.drawImage(image, at.x - width / 2, at.y - height / 2, width, height);
            }
        });
    }

    #thumbnail(i) {
        const known = this.thumbnails.get(i);
        if (known || this.loading >= MOST_LOADING) {
            return known;
        }
        const image = new Image();
        const done = () => {
            this.loading--;
            this.paint();
        };
        image.addEventListener('load', done);
        image.addEventListener('error', done);
        this.loading++;
        image.src = this.on.thumbnail(i);
        this.thumbnails.set(i, image);
        if (this.thumbnails.size > MOST_KEPT) {
            this.thumbnails.delete(this.thumbnails.keys().next().value);
        }
        return image;
    }

    #paintRing() {
        if (this.current >= 0) {
            const at = this.at(this.current);
            this.painter.strokeStyle = this.ring;
            this.painter.lineWidth = 2.5;
            this.painter.beginPath();
            this.painter.arc(at.x, at.y, 9, 0, 2 * Math.PI);
            this.painter.stroke();
        }
    }

    #paintLasso() {
        if (this.lasso?.length > 1) {
            this.painter.strokeStyle = this.ring;
            this.painter.lineWidth = 2;
            this.painter.setLineDash([6, 4]);
            this.painter.beginPath();
            this.lasso.forEach(({ x, y }, i) => (i === 0 ? this.painter.moveTo(x, y) : this.painter.lineTo(x, y)));
            this.painter.closePath();
            this.painter.stroke();
            this.painter.setLineDash([]);
        }
    }

    #listen() {
        const { canvas } = this;
        const spot = (event) => ({ x: event.offsetX, y: event.offsetY });
        canvas.addEventListener('pointerdown', (event) => {
            if (event.button !== 0) {
                return;
            }
            canvas.setPointerCapture(event.pointerId);
            this.fingers.set(event.pointerId, spot(event));
            this.start = { ...spot(event), moved: this.fingers.size > 1 };
            this.lasso = this.fingers.size === 1 && (this.drawsLasso || event.shiftKey) ? [spot(event)] : null;
        });
        canvas.addEventListener('pointermove', (event) => this.#moved(event, spot(event)));
        const ended = (event) => {
            const pressed = this.fingers.delete(event.pointerId);
            const { lasso, start } = this;
            if (!pressed || this.fingers.size > 0) {
                return;
            }
            this.lasso = null;
            if (event.type !== 'pointercancel' && lasso?.length > 2) {
                this.on.lasso(this.#inside(lasso));
            } else if (event.type !== 'pointercancel' && !start.moved) {
                const i = this.nearest(start, this.#reach(event));
                if (i >= 0) {
                    this.on.pick(i);
                }
            }
            this.paint();
        };
        canvas.addEventListener('pointerup', ended);
        canvas.addEventListener('pointercancel', ended);
        canvas.addEventListener('pointerleave', () => this.#pointAt(-1));
        canvas.addEventListener('wheel', (event) => {
            event.preventDefault();
            this.zoomBy(Math.exp(-event.deltaY * (event.deltaMode === 1 ? 16 : 1) * WHEEL), spot(event));
        }, { passive: false });
    }

    #reach(event) {
        return event.pointerType === 'touch' ? 22 : this.shown > 0 ? THUMBNAIL / 2 : 12;
    }

    #moved(event, now) {
        const before = this.fingers.get(event.pointerId);
        if (!before) {
            if (event.pointerType === 'mouse') {
                this.#pointAt(this.nearest(now, this.#reach(event)));
            }
            return;
        }
        const others = [...this.fingers].filter(([id]) => id !== event.pointerId).map(([, place]) => place);
        this.fingers.set(event.pointerId, now);
        this.start.moved ||= Math.hypot(now.x - this.start.x, now.y - this.start.y) > CLICK;
        if (this.lasso && others.length === 0) {
            this.lasso.push(now);
            this.paint();
        } else if (others.length === 1) {
            this.lasso = null;
            this.start.moved = true;
            const apart = (a) => Math.max(10, Math.hypot(a.x - others[0].x, a.y - others[0].y));
            const middle = { x: (now.x + others[0].x) / 2, y: (now.y + others[0].y) / 2 };
            this.#pan((now.x - before.x) / 2, (now.y - before.y) / 2);
            this.zoomBy(apart(now) / apart(before), middle);
        } else if (others.length === 0 && this.start.moved) {
            this.#pan(now.x - before.x, now.y - before.y);
        }
    }

    #pan(dx, dy) {
        this.lookAt(this.center.x - dx / this.scale, this.center.y - dy / this.scale, this.zoom);
    }

    #pointAt(i) {
        if (i !== this.current) {
            this.current = i;
            this.paint();
            this.on.point(i, false);
        }
    }

    /** The points inside a closed line, by how often a ray to the right crosses it. */
    #inside(line) {
        const inside = [];
        for (let i = 0; i < this.count; i++) {
            const { x, y } = this.at(i);
            let odd = false;
            for (let a = 0, b = line.length - 1; this.colours[i] !== 0 && a < line.length; b = a++) {
                const [from, to] = [line[a], line[b]];
                if (from.y > y !== to.y > y && x < (to.x - from.x) * (y - from.y) / (to.y - from.y) + from.x) {
                    odd = !odd;
                }
            }
            if (odd) {
                inside.push(i);
            }
        }
        return inside;
    }
}

/** ABGR as a style. */
export function css(colour) {
    return `rgb(${colour & 255} ${(colour >>> 8) & 255} ${(colour >>> 16) & 255})`;
}
