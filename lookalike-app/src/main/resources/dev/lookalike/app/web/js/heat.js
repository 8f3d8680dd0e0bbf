// Why are these two alike? The score is a sum over the places of a picture; here the places that add most stay bright.

import * as api from './api.js';
import { el } from './dom.js';
import { parts } from './state.js';

const SIDE = 96;
/** How far from the edge of what the network saw the light goes down, as a share of the picture. */
const FEATHER = 0.06;
const KEPT = 50;
const explanations = new Map();

/** Why the query of `state` finds picture `id` alike; asked once, then remembered. */
export function explanation(state, id) {
    const question = { parts: parts(state), metric: state.metric, image: id };
    const key = JSON.stringify(question);
    if (!explanations.has(key)) {
        const asked = api.explain(question);
        asked.catch(() => explanations.delete(key));
        explanations.set(key, asked);
        if (explanations.size > KEPT) {
            explanations.delete(explanations.keys().next().value);
        }
    }
    return explanations.get(key);
}

/**
 * A canvas that lies over a whole picture and darkens what does not matter.
 *
 * The grid is coarse (some 7 to 9 places a side), so it is read through a cubic B-spline: no steps, no false detail. What
 * the network did not see, outside `shown`, is dark. Parts below zero speak against; they are as dark as nothing.
 */
export function heatCanvas({ rows, columns, shown, parts: values }) {
    const canvas = el('canvas', { class: 'heat', width: SIDE, height: SIDE, 'aria-hidden': 'true' });
    const painter = canvas.getContext('2d');
    const pixels = painter.createImageData(SIDE, SIDE);
    // What every place adds is no reason: the quarter of the places that add least is the floor.
    const floor = Math.max(0, [...values].sort((a, b) => a - b)[values.length >> 2]);
    const heat = new Float32Array(SIDE * SIDE);
    let hottest = 1e-12;
    for (let y = 0; y < SIDE; y++) {
        const row = ((y + 0.5) / SIDE - shown.top) / shown.height * rows - 0.5;
        for (let x = 0; x < SIDE; x++) {
            const column = ((x + 0.5) / SIDE - shown.left) / shown.width * columns - 0.5;
            const inside = row > -0.5 && row < rows - 0.5 && column > -0.5 && column < columns - 0.5;
            heat[y * SIDE + x] = inside
                ? Math.max(0, spline(values, rows, columns, row, column) - floor) * edge(shown, (x + 0.5) / SIDE, (y + 0.5) / SIDE)
                : 0;
            hottest = Math.max(hottest, heat[y * SIDE + x]);
        }
    }
    for (let i = 0; i < heat.length; i++) {
        const warm = (heat[i] / hottest) ** 0.9;
        // A dark veil that thins out through a warm rim to the bare picture.
        const rim = 4 * warm * (1 - warm);
        pixels.data[i * 4] = 14 + 96 * rim;
        pixels.data[i * 4 + 1] = 13 + 46 * rim;
        pixels.data[i * 4 + 2] = 18;
        pixels.data[i * 4 + 3] = 255 * 0.8 * (1 - warm) ** 1.6;
    }
    painter.putImageData(pixels, 0, 0);
    return canvas;
}

/** Fades a heat map in over a picture's frame, in place of one that is there. */
export function showHeat(frame, map) {
    hideHeat(frame);
    const canvas = heatCanvas(map);
    frame.append(canvas);
    // The style has to be computed once without the class, or there is nothing to fade from.
    canvas.getBoundingClientRect();
    canvas.classList.add('shown');
}

/** Takes a heat map away. */
export function hideHeat(frame) {
    frame.querySelectorAll('.heat').forEach((heat) => heat.remove());
}

/** From 0 at an edge that lies inside the picture to 1 a little further in; 1 everywhere along the picture's own edge. */
function edge(shown, x, y) {
    const right = shown.left + shown.width;
    const bottom = shown.top + shown.height;
    const gaps = [shown.left > 0.01 ? x - shown.left : 1, right < 0.99 ? right - x : 1,
        shown.top > 0.01 ? y - shown.top : 1, bottom < 0.99 ? bottom - y : 1];
    return Math.min(1, Math.max(0, Math.min(...gaps) / FEATHER));
}

function weights(t) {
    const a = 1 - t;
    return [a * a * a / 6, (3 * t * t * t - 6 * t * t + 4) / 6, (3 * a * a * a - 6 * a * a + 4) / 6, t * t * t / 6];
}

function spline(values, rows, columns, row, column) {
    const y = Math.floor(row);
    const x = Math.floor(column);
    const down = weights(row - y);
    const across = weights(column - x);
    let sum = 0;
    for (let i = 0; i < 4; i++) {
        const r = Math.min(rows - 1, Math.max(0, y - 1 + i));
        for (let j = 0; j < 4; j++) {
            const c = Math.min(columns - 1, Math.max(0, x - 1 + j));
            sum += down[i] * across[j] * values[r * columns + c];
        }
    }
    return sum;
}
