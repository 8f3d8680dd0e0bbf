// Where each picture of a wall goes. Pure numbers in typed arrays: 100,000 pictures are laid out in some milliseconds, so
// the whole height is known from the start and nothing jumps.

/**
 * A wall's geometry. Rows run from top to bottom; `rowStart[r]` is the first picture of row r, `rowStart[rows]` the count.
 *
 * @typedef {Object} Geometry
 * @property {number} rows
 * @property {Int32Array} rowStart
 * @property {Float64Array} rowTop
 * @property {Float32Array} rowHeight of the pictures, captions not counted
 * @property {Float32Array} left
 * @property {Float32Array} width
 * @property {number} height of everything
 * @property {number} breakTop where the room for the divider begins, or -1
 */

/** Keeps a panorama from eating its row and a strip from vanishing in it; the picture is cut to this shape on the wall. */
const clamp = (ratio, least, most) => Math.min(most, Math.max(least, ratio));

/**
 * Fills rows from left to right, each picture in its own proportions, each row scaled to the full width: as many pictures
 * to a row as bring its height nearest to the one aimed at (or exactly `perRow`).
 *
 * @param {ArrayLike<number>} ratios width / height of each
 * @param {{width: number, target: number, gap: number, caption: number, perRow?: number, breakAt?: number,
 *     breakHeight?: number}} options `breakAt` begins a new row with room for a divider above it
 * @returns {Geometry}
 */
export function justify(ratios, { width, target, gap, caption, perRow = 0, breakAt = -1, breakHeight = 0 }) {
    const count = ratios.length;
    const rowStart = new Int32Array(count + 1);
    const rowTop = new Float64Array(count + 1);
    const rowHeight = new Float32Array(count + 1);
    const left = new Float32Array(count);
    const widths = new Float32Array(count);
    const [least, most] = perRow ? [0.62, 1.6] : [0.45, 2.4];
    let top = 0;
    let rows = 0;
    let first = 0;
    let breakTop = -1;
    while (first < count) {
        if (first === breakAt) {
            breakTop = top;
            top += breakHeight;
        }
        const limit = breakAt > first ? breakAt : count;
        let sum = clamp(ratios[first], least, most);
        let end = first + 1;
        let full = perRow === 1;
        while (end < limit && !full) {
            const next = clamp(ratios[end], least, most);
            if (perRow) {
                sum += next;
                end++;
                full = end - first === perRow;
                continue;
            }
            const heightNow = (width - gap * (end - first - 1)) / sum;
            const heightThen = (width - gap * (end - first)) / (sum + next);
            if (heightThen < target && target / heightThen > heightNow / target) {
                full = true;
            } else {
                sum += next;
                end++;
                full = heightThen < target;
            }
        }
        const free = width - gap * (end - first - 1);
        // A last row with too few pictures keeps the height of the others and leaves room to its right.
        const height = full ? free / sum : Math.min(free / sum, perRow ? (width - gap) / 2 / clamp(0.75, least, most) : target);
        let x = 0;
        for (let i = first; i < end; i++) {
            left[i] = x;
            widths[i] = clamp(ratios[i], least, most) * height;
            x += widths[i] + gap;
        }
        rowStart[rows] = first;
        rowTop[rows] = top;
        rowHeight[rows] = height;
        rows++;
        top += height + caption + gap;
        first = end;
    }
    rowStart[rows] = count;
    return {
        rows, rowStart, rowTop, rowHeight, left, width: widths, breakTop, height: rows ? top - gap : 0,
    };
}

/** The row that reaches below `y`: the first one whose lower edge is there, by bisection. */
export function rowAt(geometry, y) {
    let low = 0;
    let high = geometry.rows - 1;
    while (low < high) {
        const middle = (low + high + 1) >> 1;
        if (geometry.rowTop[middle] <= y) {
            low = middle;
        } else {
            high = middle - 1;
        }
    }
    return low;
}

/** The row that picture `index` stands in. */
export function rowOf(geometry, index) {
    let low = 0;
    let high = geometry.rows - 1;
    while (low < high) {
        const middle = (low + high + 1) >> 1;
        if (geometry.rowStart[middle] <= index) {
            low = middle;
        } else {
            high = middle - 1;
        }
    }
    return low;
}

/** The picture of the row above or below that stands nearest under the middle of picture `index`. */
export function neighbour(geometry, index, rowsAway) {
    const row = Math.min(geometry.rows - 1, Math.max(0, rowOf(geometry, index) + rowsAway));
    const middle = geometry.left[index] + geometry.width[index] / 2;
    let best = geometry.rowStart[row];
    for (let i = best; i < geometry.rowStart[row + 1]; i++) {
        const distance = (j) => Math.abs(geometry.left[j] + geometry.width[j] / 2 - middle);
        if (distance(i) < distance(best)) {
            best = i;
        }
    }
    return best;
}
